import { spawnSync } from "node:child_process";
import { findOnPath } from "./find-on-path.mjs";

/**
 * Which of these programs are not to be had here; Debian's packages are installed where that is possible, after whoever
 * installs at the same moment.
 * @param programs the package of each, by the program's name
 */
export function missingPrograms(programs: Record<string, string>): string[] {
  const missing = Object.entries(programs).filter(([name]) => !findOnPath(name));
  if (missing.length > 0 && process.getuid?.() === 0 && findOnPath("apt-get")) {
    const apt = ["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"];
    spawnSync("env", [...apt, "update"]);
    spawnSync("env", [...apt, "-y", "--no-install-recommends", "install", ...missing.map(([, name]) => name)]);
  }
  return Object.keys(programs).filter((name) => !findOnPath(name));
}
