import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { canInstallPackages, installPackages } from "./install-packages.mjs";
import { cacheDir } from "./obtain-backend.mjs";

const version = "0.2.59";

/** @param {string} python @param {string} dir */
async function makeVenv(python, dir) {
  try {
    await runCommand({ command: python, args: ["-m", "venv", dir] });
  } catch (error) {
    // Debian keeps this part of Python in a package of its own.
    if (!canInstallPackages()) throw error;
    await installPackages(["python3-venv"]);
    await runCommand({ command: python, args: ["-m", "venv", "--clear", dir] });
  }
}

/**
 * The command of gixy (https://gixy.org), which reads an nginx configuration for what can be abused: kept in a Python
 * environment of its own in the user's cache. Throws with the reason when it cannot be had.
 * @returns {Promise<string>}
 */
export async function obtainGixy() {
  const dir = path.join(cacheDir(), `../gixy-ng-${version}`);
  const command = path.join(dir, "bin/gixy");
  if (existsSync(path.join(dir, "complete"))) return command;
  const python = findOnPath("python3");
  if (!python) throw new Error("gixy needs Python 3: `sudo apt-get install python3 python3-venv`.");
  mkdirSync(path.dirname(dir), { recursive: true });
  // An environment holds its own path, so it cannot be moved; a mark says that it is whole.
  rmSync(dir, { recursive: true, force: true });
  await makeVenv(python, dir);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `gixy-ng==${version}`];
  await runCommand({ command: path.join(dir, "bin/python"), args: pip });
  mkdirSync(path.join(dir, "complete"));
  return command;
}
