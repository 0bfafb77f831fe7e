// A consistent copy of the console's database while it runs: copy-database.mjs FILE. Replaces an older copy.
import { rmSync } from "node:fs";
import path from "node:path";

const target = process.argv[2];
if (!target) {
  console.error("Which file? copy-database.mjs FILE");
  process.exit(2);
}
process.umask(0o077);
const { createClient } = await import("@libsql/client");
const url = process.env.DATABASE_URL || `file:${path.join(process.env.OBS_DATA_DIR ?? "/data", "console.db")}`;
const client = createClient({ url, timeout: 20_000 });
try {
  rmSync(target, { force: true });
  // One read transaction over the file and its write-ahead log.
  await client.execute({ sql: "VACUUM INTO ?", args: [target] });
} finally {
  client.close();
}
