import { existsSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { cacheDir } from "./obtain-backend.mjs";

const modules = {
  gitleaks: { module: "github.com/zricethezav/gitleaks/v8", version: "v8.30.1" },
  // The newest that the Go of the image builds.
  kustomize: { module: "sigs.k8s.io/kustomize/kustomize/v5", version: "v5.7.1" },
};

/**
 * The command of a tool at the version that the tests run, built into the user's cache on first use. Throws with Go's
 * own words, or when there is no Go toolchain.
 * @param {keyof typeof modules} name
 * @returns {Promise<string>}
 */
export async function obtainGoTool(name) {
  const { module, version } = modules[name];
  const command = path.join(cacheDir(), `${name}-${version}`);
  if (existsSync(command)) return command;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error(`${name} needs the Go toolchain: https://go.dev/dl`);
  const go = { install: `${module}@${version}` };
  await buildWithGo({ name, goCommand, go, target: command, onProgress: () => {} });
  return command;
}
