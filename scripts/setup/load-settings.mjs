import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";

/**
 * Reads the project's `.env` into `process.env` (what the environment sets already wins; an empty value counts as
 * not set) and returns where the data lies.
 * @param {string} root
 * @returns {{ dataDir: string, databaseUrl: string }} an absolute directory and a `file:` URL
 */
export function loadSettings(root) {
  const file = path.join(root, ".env");
  if (existsSync(file)) {
    for (const [key, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) {
      if (!process.env[key]) process.env[key] = value;
    }
  }
  const dataDir = path.resolve(root, process.env.OBS_DATA_DIR || ".data");
  const given = process.env.DATABASE_URL;
  // The server runs in another directory, so a relative path is settled here.
  const databaseUrl =
    given?.startsWith("file:") && !given.startsWith("file:/") ? `file:${path.resolve(root, given.slice(5))}` : given;
  return { dataDir, databaseUrl: databaseUrl || `file:${path.join(dataDir, "console.db")}` };
}
