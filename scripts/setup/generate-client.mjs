import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { withFileLock } from "./with-file-lock.mjs";

const timeoutMs = 120_000;

/**
 * Generates the Prisma client into lib/db/generated, unless it stems from the present schema already. Prisma would
 * download a native schema engine first; a stand-in path prevents that, since generating needs none.
 * Throws with Prisma's own output when it fails. Of two at the same time one waits: each would read files of which the
 * other has written half.
 * @param {{ root: string }} options
 * @returns {Promise<boolean>} whether it was generated now
 */
export async function generateClient({ root }) {
  const hash = createHash("sha256");
  for (const file of ["prisma/schema.prisma", "node_modules/prisma/package.json"]) {
    hash.update(readFileSync(path.join(root, file)));
  }
  const digest = hash.digest("hex");
  const stamp = path.join(root, "lib/db/generated/.schema-hash");
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  if (isFresh()) return false;
  const lockDir = path.join(root, "node_modules/.cache/honeydue-obs");
  mkdirSync(lockDir, { recursive: true });
  const onBusy = () => new Error("Another process has been generating the Prisma client for 2 min.");
  return withFileLock({ lockFile: path.join(lockDir, "generate-lock"), timeoutMs, onBusy }, async () => {
    if (isFresh()) return false;
    await generate(root);
    writeFileSync(stamp, digest);
    return true;
  });
}

/** @param {string} root */
async function generate(root) {
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  const prisma = path.join(root, "node_modules/prisma/build/index.js");
  await runCommand({ command: process.execPath, args: [prisma, "generate"], cwd: root, env });
}
