import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { cacheDir, root } from "./obtain-backend.mjs";

const programs = {
  /** A small sender on the exporter that honeyDue's API uses: `otlp-sender COUNT`. */
  "otlp-sender": { moduleDir: "tools/otlp-sender", build: "." },
  /** The API of deploy/honeydue, which uses every snippet that is handed out there. */
  example: { moduleDir: "deploy/honeydue", build: "./example" },
};

/**
 * A Go program of this project, built once per source into the user's cache. Throws when there is no Go toolchain.
 * @param {keyof typeof programs} name
 * @returns {Promise<string>} its command
 */
export async function obtainOwnProgram(name) {
  const { moduleDir, build } = programs[name];
  const dir = path.join(root, moduleDir);
  const hash = createHash("sha256");
  const files = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.go$|go\.(mod|sum)$/.test(file),
  );
  for (const file of files.sort()) {
    hash.update(file).update(readFileSync(path.join(dir, file)));
  }
  const target = path.join(cacheDir(), `${name}-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(target)) return target;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error(`${name} needs a Go toolchain: https://go.dev/dl.`);
  await buildWithGo({
    name,
    goCommand,
    go: { build, moduleDir, duration: "about 1 min" },
    target,
    onProgress: () => {},
  });
  return target;
}
