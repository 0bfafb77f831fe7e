import { spawnSync } from "node:child_process";
import { runCommand } from "../process/run-command.mjs";
import { findOnPath } from "./find-on-path.mjs";

// Run level 1 keeps a package from starting a server of its own; the lock is waited for, since tests install side by side.
const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
const options = ["-qq", "-o", "DPkg::Lock::Timeout=120"];
const update = [...options, "update"];
/** @param {readonly string[]} packages */
const install = (packages, recommended = false) => [
  ...options,
  "-y",
  recommended ? "--install-recommends" : "--no-install-recommends",
  "install",
  ...packages,
];

/** Whether this user may install Debian's packages here. */
export const canInstallPackages = () => process.getuid?.() === 0 && findOnPath("apt-get") !== undefined;

/**
 * Installs Debian's packages. Does nothing where that is not possible; throws with apt-get's output when it fails.
 * @param {readonly string[]} packages
 * @param {{ recommended?: boolean }} [options] `recommended`: with what they work without, such as fonts
 */
export async function installPackages(packages, { recommended = false } = {}) {
  if (!canInstallPackages()) return;
  // Lists that somebody else renews just now are new enough.
  await runCommand({ command: "apt-get", args: update, env }).catch(() => {});
  await runCommand({ command: "apt-get", args: install(packages, recommended), env });
}

/**
 * The same at once, for a test that decides while it is read whether it can run; never throws.
 * @param {readonly string[]} packages
 */
export function installPackagesSync(packages) {
  if (!canInstallPackages()) return;
  for (const args of [update, install(packages)]) spawnSync("apt-get", args, { env: { ...process.env, ...env } });
}
