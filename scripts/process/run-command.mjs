import { setPriority } from "node:os";
import { startProcess } from "./start-process.mjs";

const tailLength = 4000;

/**
 * Runs a command to its end. It can be stopped meanwhile like everything `startProcess` starts. Returns its output
 * (both streams); throws an Error with the end of the output when it fails.
 * @param {{ command: string, args: string[], cwd?: string, env?: Record<string, string | undefined>,
 *   onLine?: (line: string) => void, inBackground?: boolean }} options `inBackground`: leaves the processors to others
 * @returns {Promise<string>}
 */
export async function runCommand({ command, args, cwd, env, onLine, inBackground = false }) {
  let output = "";
  const running = startProcess({
    name: command,
    command,
    args,
    cwd,
    env,
    // Compilers and package managers take many settings by their environment.
    wholeEnv: true,
    onOutput: (text) => {
      output += text;
      if (onLine) for (const line of text.split("\n")) if (line.trim()) onLine(line.trimEnd());
    },
  });
  if (inBackground && running.pid > 0) setPriority(running.pid, 15);
  const ended = await running.exited;
  if (ended !== "exit code 0") {
    throw new Error(`\`${[command, ...args].join(" ")}\`: ${ended}\n${output.slice(-tailLength).trim()}`);
  }
  return output;
}
