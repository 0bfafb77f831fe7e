// `npm run -s token -- create|list|rotate|revoke|disable|enable|adopt`: ingest tokens from the command line, beside the
// running console. In a container without npm: `node token.mjs`, which the build puts beside server.js.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundleCommand, imageCommands } from "./setup/bundle-command.mjs";
import { generateClient } from "./setup/generate-client.mjs";
import { loadSettings } from "./setup/load-settings.mjs";
import { migrateDatabase } from "./setup/migrate-database.mjs";

const root = path.resolve(import.meta.dirname, "..");

try {
  const { dataDir, databaseUrl } = loadSettings(root);
  process.env.OBS_DATA_DIR = dataDir;
  process.env.DATABASE_URL = databaseUrl;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  await generateClient({ root });
  await migrateDatabase({ databaseUrl });
  // A name of its own: two commands at the same time do not read each other's half-written file.
  const target = path.join(root, "node_modules/.cache/honeydue-obs", `token-${process.pid}.mjs`);
  await bundleCommand({ root, entry: imageCommands["token.mjs"], target });
  process.on("exit", () => rmSync(target, { force: true }));
  await import(pathToFileURL(target).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
