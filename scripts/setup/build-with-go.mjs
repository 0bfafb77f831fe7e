import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Builds a program with the Go toolchain and puts it at `target` in one step, so that a cut-off build never leaves
 * half a program there. Throws with Go's own words.
 * @param {{ name: string, goCommand: string, target: string, onProgress: (line: string) => void,
 *   go: { install: string } | { build: string, moduleDir: string, duration: string } }} options
 */
export async function buildWithGo({ name, goCommand, go, target, onProgress }) {
  const temporary = `${target}.building-${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  const env = { GOBIN: temporary };
  try {
    if ("install" in go) {
      onProgress(`${name}: go install ${go.install} (about 1 min the first time)`);
      await runCommand({
        command: goCommand,
        args: ["install", "-ldflags=-s -w", go.install],
        env,
        inBackground: true,
      });
    } else {
      onProgress(`${name}: go build ${go.build} (${go.duration} the first time)`);
      const args = ["build", "-ldflags=-s -w", "-o", path.join(temporary, name), go.build];
      await runCommand({ command: goCommand, args, cwd: path.join(root, go.moduleDir), env, inBackground: true });
    }
    renameSync(path.join(temporary, name), target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
