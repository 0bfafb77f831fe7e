import { existsSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "../../setup/build-with-go.mjs";
import { findOnPath } from "../../setup/find-on-path.mjs";
import { installPackages } from "../../setup/install-packages.mjs";
import { cacheDir } from "../../setup/obtain-backend.mjs";

const vmauthVersion = "v1.150.0";

/** wrk, from PATH or (as root) from the system's packages. Throws with the command that installs it. */
export async function obtainWrk() {
  if (!findOnPath("wrk")) await installPackages(["wrk"]);
  const installed = findOnPath("wrk");
  if (!installed) throw new Error("wrk is missing: `sudo apt-get install wrk`.");
  return installed;
}

/** vmauth, built once into the user's cache. Throws when there is no Go toolchain. */
export async function obtainVmauth() {
  const target = path.join(cacheDir(), `vmauth-${vmauthVersion}`);
  if (existsSync(target)) return target;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error("vmauth needs a Go toolchain: https://go.dev/dl.");
  const install = `github.com/VictoriaMetrics/VictoriaMetrics/app/vmauth@${vmauthVersion}`;
  await buildWithGo({ name: "vmauth", goCommand, go: { install }, target, onProgress: console.log });
  return target;
}
