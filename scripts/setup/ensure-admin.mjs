import { spawn } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const fromSource = ["--conditions=react-server", "--import", "tsx", "scripts/setup/create-admin.ts"];

/**
 * Creates the first admin while the database has no user: the one of OBS_ADMIN_EMAIL and OBS_ADMIN_PASSWORD, or one
 * with a random password. It is returned here once and written nowhere; whoever asks shows it.
 * @param {{ dataDir: string, databaseUrl: string, command?: string[] }} options `command`: Node's arguments, where
 *   there is no checkout
 * @returns {Promise<{ email: string, password: string | null } | null>} null when there are users already; `password`
 *   is null when it was given
 */
export async function ensureAdmin({ dataDir, databaseUrl, command = fromSource }) {
  if (await hasUsers(databaseUrl)) return null;
  const child = spawn(process.execPath, command, {
    cwd: root,
    // The answer has stdout for itself; the log would share it.
    env: {
      ...process.env,
      OBS_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      NODE_ENV: "production",
      OBS_LOG_LEVEL: "silent",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The first admin cannot be created: ${errors.trim().split("\n").at(-1)}`);
  return JSON.parse(out);
}

/** Asked before the console's own code is loaded for it, which takes seconds. @param {string} databaseUrl */
async function hasUsers(databaseUrl) {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  try {
    return (await client.execute("SELECT 1 FROM user LIMIT 1")).rows.length > 0;
  } finally {
    client.close();
  }
}
