import { existsSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { cacheDir } from "./obtain-backend.mjs";

const version = "v8.30.1";

/**
 * The gitleaks command at the version that the tests run, built into the user's cache on first use. Throws with Go's
 * own words, or when there is no Go toolchain.
 * @returns {Promise<string>}
 */
export async function obtainGitleaks() {
  const command = path.join(cacheDir(), `gitleaks-${version}`);
  if (existsSync(command)) return command;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error("gitleaks needs the Go toolchain: https://go.dev/dl");
  const go = { install: `github.com/zricethezav/gitleaks/v8@${version}` };
  await buildWithGo({ name: "gitleaks", goCommand, go, target: command, onProgress: () => {} });
  return command;
}
