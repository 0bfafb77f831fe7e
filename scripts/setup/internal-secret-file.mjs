import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generateToken } from "./generate-token.mjs";

/**
 * The file from which the programs beside the console read the secret of its internal port: the one that the console
 * itself makes and reads (lib/runtime/internal-secret.ts), or one that holds OBS_INTERNAL_SECRET where that is set.
 * @param {{ dataDir: string, given?: string }} options `given`: OBS_INTERNAL_SECRET
 * @returns {string}
 */
export function internalSecretFile({ dataDir, given }) {
  const own = path.join(dataDir, "internal-secret");
  if (!given) {
    generateToken(own);
    return own;
  }
  const file = path.join(dataDir, "internal-secret-given");
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, given, { mode: 0o600 });
  return file;
}
