// `npm run sbom`: what the console is made of (CycloneDX), and what is known against it. Exit 1: known vulnerabilities
// of what runs in production; 2: nobody could be asked.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const file = path.join(root, "test-results/sbom.json");

/** @param {string[]} args */
const npm = (args) => spawnSync("npm", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });

/** What a report says; null where it is none, as when the registry did not answer. @param {string} text */
export function readAudit(text) {
  try {
    const { metadata } = JSON.parse(text);
    const { critical, high, moderate, low, info } = metadata.vulnerabilities;
    return { critical, high, moderate, low, info };
  } catch {
    return null;
  }
}

function main() {
  const sbom = npm(["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--omit=dev"]);
  if (sbom.status !== 0) {
    console.error(`The list of packages could not be made: ${sbom.stderr.trim().split("\n")[0]}`);
    return 2;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, sbom.stdout);
  console.log(`${JSON.parse(sbom.stdout).components.length} packages: ${path.relative(root, file)}`);
  const found = readAudit(npm(["audit", "--omit=dev", "--json"]).stdout);
  if (found === null) {
    console.error("The registry could not be asked for known vulnerabilities. Nothing is known, good or bad.");
    return 2;
  }
  const words = Object.entries(found).filter(([, count]) => count > 0);
  console.log(words.length > 0 ? words.map(([name, count]) => `${count} ${name}`).join(", ") : "None is known.");
  return found.critical + found.high > 0 ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main();
