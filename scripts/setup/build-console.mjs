import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { bundleCommand, imageCommands } from "./bundle-command.mjs";

const sources = [
  "app",
  "components",
  "demo",
  "lib",
  "public",
  "scripts/token",
  "scripts/verify",
  "scripts/setup/create-admin.ts",
  "prisma/schema.prisma",
  "instrumentation.ts",
  "proxy.ts",
];
const configs = ["next.config.ts", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json"];
const notBuilt = /\.test\.tsx?$|(^|\/)fixtures\/|(^|\/)generated\//;

/** @param {string} root @param {string} relative @returns {string[]} */
function filesUnder(root, relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return [];
  const entries = path.extname(relative) ? undefined : readdirSync(full, { withFileTypes: true, recursive: true });
  if (!entries) return [relative];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/**
 * SHA-256 over everything that the build reads: changes exactly when a build could differ.
 * @param {string} root
 * @returns {string}
 */
export function hashSources(root) {
  const hash = createHash("sha256").update(process.version);
  const files = [...sources, ...configs].flatMap((entry) => filesUnder(root, entry));
  for (const file of files.filter((name) => !notBuilt.test(name)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** The tracer takes the sources and tests along, and what scales images, which nothing here does. @param {string} dir */
function pruneStandalone(dir) {
  const kept = new Set([".next", "node_modules", "public", "server.js", "package.json"]);
  const unused = readdirSync(dir).filter((name) => !kept.has(name));
  for (const name of [...unused, "node_modules/@img", "node_modules/sharp"]) {
    rmSync(path.join(dir, name), { recursive: true, force: true });
  }
}

/**
 * Builds the standalone server into .next/standalone, unless the sources are those of the last build.
 * Throws with Next's own output when it fails; then no earlier build is taken for the present one.
 * @param {{ root: string }} options
 * @returns {Promise<boolean>} whether it was built now
 */
export async function buildConsole({ root }) {
  const stamp = path.join(root, ".next/sources-hash");
  const standalone = path.join(root, ".next/standalone");
  const digest = hashSources(root);
  const isBuilt = existsSync(stamp) && existsSync(path.join(standalone, "server.js"));
  if (isBuilt && readFileSync(stamp, "utf8") === digest) return false;
  rmSync(stamp, { force: true });
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runCommand({ command: process.execPath, args: [next, "build"], cwd: root, env });
  pruneStandalone(standalone);
  // The standalone server serves these two only from beside itself.
  if (existsSync(path.join(root, "public"))) {
    cpSync(path.join(root, "public"), path.join(standalone, "public"), { recursive: true });
  }
  cpSync(path.join(root, ".next/static"), path.join(standalone, ".next/static"), { recursive: true });
  for (const [name, entry] of Object.entries(imageCommands)) {
    await bundleCommand({ root, entry, target: path.join(standalone, name) });
  }
  writeFileSync(stamp, digest);
  return true;
}
