import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The secret of the console's internal port: OBS_INTERNAL_SECRET, or the file that the console too makes on first use
 * (lib/http/internal-secret.ts).
 * @param {string} dataDir
 * @returns {string}
 */
export function internalSecret(dataDir) {
  if (process.env.OBS_INTERNAL_SECRET) return process.env.OBS_INTERNAL_SECRET;
  const file = path.join(dataDir, "internal-secret");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
