import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Who imports these, however far away, has effects: the database, the network, the machine, a request. */
const effects =
  /^(@\/)?lib\/(db|upstream|runtime|secrets)\/|^node:(fs|child_process|http|net|worker_threads)|^next(\/|$)/;
/** A file whose functions are given a transaction works on the database, though it imports only the type. */
const effect = /\bTransactionClient\b/;
const importOf = /^(?:import|export)\s(?!type\b)[^;]*?from\s+"([^"]+)"/gm;

/** @param {string} root @param {string} file @returns {string[]} what it imports as values: project files, else names of modules */
function importsOf(root, file) {
  const source = readFileSync(path.join(root, file), "utf8");
  return [...source.matchAll(importOf)].map(([, name = ""]) => {
    const base = name.startsWith("@/") ? name.slice(2) : path.join(path.dirname(file), name);
    if (!name.startsWith("@/") && !name.startsWith(".")) return name;
    return [`${base}.ts`, `${base}.tsx`, base].find((candidate) => existsSync(path.join(root, candidate))) ?? base;
  });
}

/**
 * The modules below some folders that only compute: what they import, followed to the end, has no effect.
 * @param {string} root @param {readonly string[]} folders
 * @returns {string[]} paths below `root`, sorted
 */
export function pureFiles(root, folders) {
  /** @type {Map<string, boolean>} */
  const known = new Map();
  /** @param {string} file @returns {boolean} */
  const isPure = (file) => {
    if (effects.test(file)) return false;
    if (!/\.tsx?$/.test(file)) return true;
    const answer = known.get(file);
    if (answer !== undefined) return answer;
    // Files may import each other; then the rest of the circle decides.
    known.set(file, true);
    const pure = !effect.test(readFileSync(path.join(root, file), "utf8")) && importsOf(root, file).every(isPure);
    known.set(file, pure);
    return pure;
  };
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
    )
    .filter((file) => !file.includes("/testing/") && isPure(file))
    .toSorted();
}
