import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";

/**
 * Runs `npm ci` when package-lock.json differs from what is installed; does nothing otherwise. Uses Node built-ins
 * only, since it runs before there are dependencies. Throws when npm fails.
 * @param {{ root: string, log: (line: string) => void }} options
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function installDependencies({ root, log }) {
  const hash = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  const stamp = path.join(root, "node_modules", ".installed-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  log("   npm ci");
  try {
    await runCommand({ command: "npm", args: ["ci", "--no-audit", "--no-fund"], cwd: root });
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`The packages cannot be installed. Is the npm registry reachable? ${reason}`);
  }
  writeFileSync(stamp, hash);
  return true;
}
