// What the container runs: the database brought up to date, then the server, in one process that gets the signals.
import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { generateSecret } from "../setup/generate-secret.mjs";
import { migrateDatabase } from "../setup/migrate-database.mjs";
import { readMigrations } from "../setup/read-migrations.mjs";
import { refuseMoved } from "../setup/refuse-moved.mjs";
import { findNewerMigrations } from "./find-newer-migrations.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = process.env.OBS_DATA_DIR ?? "/data";
const databaseUrl = process.env.DATABASE_URL || `file:${path.join(dataDir, "console.db")}`;

// The database holds password hashes: for this user alone, also where an earlier release made it.
process.umask(0o077);
for (const end of ["", "-wal", "-shm"]) {
  const file = `${databaseUrl.replace(/^file:/, "")}${end}`;
  if (existsSync(file)) chmodSync(file, 0o600);
}

try {
  refuseMoved(dataDir);
  const known = readMigrations(path.join(root, "prisma/migrations")).migrationDirectories.map(({ path: name }) => name);
  const newer = await findNewerMigrations(databaseUrl, known);
  if (newer.length > 0) {
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    throw new Error(
      `The database is newer than this image (${version}): it has the migrations ${newer.join(", ")}. Nothing was changed. Start the newer image again, or restore the backup that was made before the upgrade: restore.sh.`,
    );
  }
  const applied = await migrateDatabase({ databaseUrl });
  if (applied.length > 0) console.log(`Database migrated: ${applied.join(", ")}.`);
  generateSecret(dataDir);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.env.DATABASE_URL = databaseUrl;

// Next would wait for open streams for as long as they last. Here the loops get this long to store what they have, then
// everything is closed: well below the 10 s after which Docker kills.
const flushMs = 2000;
process.env.NEXT_MANUAL_SIG_HANDLE = "true";
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => setTimeout(() => process.exit(0), flushMs));
await import(path.join(root, "server.js"));
