import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Throws where deploy/migrate.sh moved the stack of this directory to another box: a second console would send the same
 * alerts, and go on with its own copy of the audit log and the tokens.
 * @param {string} dataDir
 */
export function refuseMoved(dataDir) {
  const file = path.join(dataDir, "moves/moved");
  if (!existsSync(file)) return;
  const record = readFileSync(file, "utf8").trim();
  throw new Error(
    `This stack was moved to another box (${record}); use it there. To take it back to this one: migrate.sh rollback`,
  );
}
