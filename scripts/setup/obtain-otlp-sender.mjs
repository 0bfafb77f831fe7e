import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildWithGo } from "./build-with-go.mjs";
import { findOnPath } from "./find-on-path.mjs";
import { cacheDir, root } from "./obtain-backend.mjs";

const moduleDir = "tools/otlp-sender";

/**
 * A small sender on the exporter that honeyDue's API uses, built once per source into the user's cache. Throws when
 * there is no Go toolchain.
 * @returns {Promise<string>} its command: `otlp-sender COUNT`
 */
export async function obtainOtlpSender() {
  const sources = ["main.go", "go.mod", "go.sum"].map((name) => readFileSync(path.join(root, moduleDir, name)));
  const digest = createHash("sha256").update(Buffer.concat(sources)).digest("hex").slice(0, 12);
  const target = path.join(cacheDir(), `otlp-sender-${digest}`);
  if (existsSync(target)) return target;
  const goCommand = findOnPath("go");
  if (!goCommand) throw new Error("otlp-sender needs a Go toolchain: https://go.dev/dl.");
  const go = { build: ".", moduleDir, duration: "about 1 min" };
  await buildWithGo({ name: "otlp-sender", goCommand, go, target, onProgress: () => {} });
  return target;
}
