import { mkdirSync } from "node:fs";
import { obtainBackend } from "../setup/obtain-backend.mjs";

/** @typedef {import("../setup/obtain-backend.mjs").Backend} Backend */

/**
 * The program, obtained now unless given. Throws with the reason and the fix when it cannot be had.
 * @param {import("./backends.mjs").BackendName} name @param {Backend | undefined} given
 * @returns {Promise<Backend>}
 */
export async function backendOf(name, given) {
  const found = given ?? (await obtainBackend(name));
  if ("missing" in found) throw new Error(`${name}: ${found.reason} ${found.fix}`);
  return found;
}

/**
 * Command line that runs a backend with these arguments: the binary itself, or its image on the host's network as
 * this user, with the directories mounted under their own paths.
 * @param {Backend} backend
 * @param {{ args: string[], dirs: string[], env?: Record<string, string>, entrypoint?: string, containerName?: string }} options
 * @returns {{ command: string, args: string[], env: Record<string, string> }}
 */
export function launchOf(backend, { args, dirs, env = {}, entrypoint, containerName }) {
  for (const dir of dirs) mkdirSync(dir, { recursive: true });
  if (backend.via !== "docker") return { command: backend.command, args, env };
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const name = containerName ?? `honeydue-obs-${backend.name}-${process.pid}-${Date.now()}`;
  const run = ["run", "--rm", "--name", name, "--network", "host", "--user", user];
  const mounts = dirs.flatMap((dir) => ["-v", `${dir}:${dir}`]);
  const variables = Object.entries(env).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
  const entry = entrypoint ? ["--entrypoint", entrypoint] : [];
  return {
    command: backend.docker,
    args: [...run, ...mounts, ...variables, ...entry, backend.image, ...args],
    env: {},
  };
}
