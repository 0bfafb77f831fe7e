import { findOnPath } from "./find-on-path.mjs";
import { installPackagesSync } from "./install-packages.mjs";

/**
 * Which of these programs are not to be had here; Debian's packages are installed where that is possible, after whoever
 * installs at the same moment.
 * @param programs the package of each, by the program's name
 */
export function missingPrograms(programs: Record<string, string>): string[] {
  const missing = Object.entries(programs).filter(([name]) => !findOnPath(name));
  if (missing.length > 0) installPackagesSync(missing.map(([, name]) => name));
  return Object.keys(programs).filter((name) => !findOnPath(name));
}
