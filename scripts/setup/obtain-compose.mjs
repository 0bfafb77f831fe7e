import { existsSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { cacheDir } from "./obtain-backend.mjs";

const version = "v5.0.2";

/**
 * Docker's compose plugin at the version that the tests run, built into the user's cache on first use. Throws with Go's
 * own words, or when there is no Go toolchain.
 * @returns {Promise<string>}
 */
export async function obtainCompose() {
  const command = path.join(cacheDir(), `docker-compose-${version}`);
  if (existsSync(command)) return command;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error("The compose plugin needs the Go toolchain: https://go.dev/dl");
  const go = { install: `github.com/docker/compose/v5/cmd@${version}` };
  // Go names the program after its directory.
  await buildWithGo({ name: "cmd", goCommand, go, target: command, onProgress: () => {} });
  return command;
}
