import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/**
 * Path of an executable file on PATH, or undefined. The directories where servers usually lie are searched too, since
 * a user's PATH often lacks them.
 * @param {string} name
 * @returns {string | undefined}
 */
export function findOnPath(name) {
  const dirs = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  for (const dir of dirs) {
    if (!path.isAbsolute(dir)) continue;
    const file = path.join(dir, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not here; the next directory may have it.
    }
  }
  return undefined;
}
