import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { backends } from "../programs/backends.mjs";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { canInstallPackages, installPackages } from "./install-packages.mjs";

/** @typedef {import("../programs/backends.mjs").BackendName} BackendName */
/** @typedef {{ name: BackendName, via: "path" | "cache" | "go" | "apt", command: string }} Binary */
/** @typedef {{ name: BackendName, via: "docker", image: string, docker: string }} Image */
/** @typedef {Binary | Image} Backend */
/** @typedef {{ missing: true, name: BackendName, reason: string, fix: string }} Missing */

export const root = path.resolve(import.meta.dirname, "../..");

/** Where built programs are kept for every clone of this user. */
export function cacheDir() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "honeydue-obs/bin");
}

/** @param {BackendName} name */
function cachedBinary(name) {
  return path.join(cacheDir(), `${name}-${backends[name].version}`);
}

/** @returns {Promise<string | undefined>} the docker command, when its engine answers */
async function dockerWithEngine() {
  const docker = findOnPath("docker");
  if (!docker) return undefined;
  const answer = runCommand({ command: docker, args: ["version", "--format", "{{.Server.Version}}"] });
  return answer.then(
    () => docker,
    () => undefined,
  );
}

/** @param {(line: string) => void} onProgress @returns {Promise<string | undefined>} */
async function installNginxByApt(onProgress) {
  if (!canInstallPackages()) return undefined;
  onProgress("nginx: apt-get install nginx-light");
  await installPackages(["nginx-light"]);
  return findOnPath("nginx");
}

/**
 * Obtains a program at its pinned version, the first way that works: PATH, the user's cache, a build by Go (into the
 * cache), apt (nginx, as root), a Docker image. Never throws: what cannot be had comes back with the reason and the
 * command that would install it.
 * @param {BackendName} name
 * @param {{ onProgress?: (line: string) => void }} [options]
 * @returns {Promise<Backend | Missing>}
 */
export async function obtainBackend(name, { onProgress = () => {} } = {}) {
  const present = findOnPath(name);
  if (present) return { name, via: "path", command: present };
  const { go, version } = backends[name];
  if (go && existsSync(cachedBinary(name))) return { name, via: "cache", command: cachedBinary(name) };

  /** @type {string[]} */
  const reasons = [`${name} is not on PATH`];
  try {
    if (go) {
      const goCommand = findOnPath("go");
      if (goCommand) {
        const command = cachedBinary(name);
        await buildWithGo({ name, goCommand, go, target: command, onProgress });
        return { name, via: "go", command };
      }
      reasons.push("there is no Go toolchain to build it");
    } else {
      const installed = await installNginxByApt(onProgress);
      if (installed) return { name, via: "apt", command: installed };
      reasons.push("it cannot be installed without root and apt-get");
    }
  } catch (error) {
    reasons.push(error instanceof Error ? error.message : String(error));
  }

  const docker = await dockerWithEngine();
  if (docker) {
    const images = JSON.parse(readFileSync(path.join(root, "deploy/images.json"), "utf8"));
    return { name, via: "docker", docker, image: images[name] };
  }
  reasons.push("no Docker engine answers");
  const fix = go
    ? `Install Go (https://go.dev/dl) or Docker and run \`npm start\` again, or put ${name} ${version} on PATH.`
    : "Run `sudo apt-get install nginx-light` (or your system's nginx package) and `npm start` again.";
  return { missing: true, name, reason: `${reasons.join("; ")}.`, fix };
}
