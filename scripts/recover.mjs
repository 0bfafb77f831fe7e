// `npm run recover -- <email>`: for whoever owns this host and cannot sign in any more.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { loadSettings } from "./setup/load-settings.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [email] = process.argv.slice(2);
if (!email) {
  console.error("Usage: npm run recover -- <e-mail>. It sets a new password and takes the second factor off.");
  process.exit(1);
}
const { dataDir, databaseUrl } = loadSettings(root);
const args = ["--conditions=react-server", "--import", "tsx", "scripts/setup/recover-account.ts", email];
const env = /** @type {NodeJS.ProcessEnv} */ ({
  ...process.env,
  OBS_DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  NODE_ENV: "production",
});
process.exit(spawnSync(process.execPath, args, { cwd: root, env, stdio: "inherit" }).status ?? 1);
