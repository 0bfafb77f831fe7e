import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { cacheDir } from "./obtain-backend.mjs";

const version = "24.22.3";

/**
 * The Node that the image runs, from its npm package, kept in the user's cache. Linux on x64 or arm64. Throws with
 * npm's own words.
 * @returns {Promise<string>}
 */
export async function obtainNode() {
  const command = path.join(cacheDir(), `node-${version}`);
  if (existsSync(command)) return command;
  const name = `node-linux-${process.arch}`;
  const temporary = `${command}.getting-${process.pid}`;
  try {
    const args = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", temporary, `${name}@${version}`];
    await runCommand({ command: "npm", args });
    renameSync(path.join(temporary, "node_modules", name, "bin/node"), command);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return command;
}
