import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { stopGroup } from "./process-group.mjs";

/**
 * @typedef {object} Running
 * @property {string} name
 * @property {number} pid
 * @property {string | undefined} logFile
 * @property {Promise<string>} exited why it ended ("exit code 1", "signal SIGKILL", "cannot be started: ..."); never rejects
 * @property {() => Promise<void>} stop ends it and every process it started; safe to call twice
 */

/** @type {Set<Running>} */
const running = new Set();
const logBytesMax = 10 * 1024 * 1024;

let refusesNew = false;
/** @type {() => void} */
let notify = () => {};

/** Calls `listener` after each start and end of a process. @param {() => void} listener */
export function onProcessesChanged(listener) {
  notify = listener;
}

/**
 * Stops everything that this process started and that still runs. `final`: nothing more can be started afterwards, so
 * that a step under way cannot slip a process past the stop.
 * @param {{ final?: boolean }} [options]
 */
export async function stopEverything({ final = false } = {}) {
  refusesNew ||= final;
  await Promise.all([...running].map((process) => process.stop()));
}

/** What runs now, oldest first. @returns {Running[]} */
export function runningProcesses() {
  return [...running];
}

/** Opens a log for appending; a long one is put aside first, one generation deep. @param {string} file */
function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > logBytesMax) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/**
 * Starts a program in a process group of its own, so that a Ctrl-C in the terminal reaches it only through `stop`
 * and nothing it starts is left behind. Output goes to `logFile` (appended), or to `onOutput`, or nowhere.
 * A program that cannot be started has pid 0 and says why in `exited`.
 * @param {{ name: string, command: string, args: string[], env?: Record<string, string | undefined>, cwd?: string,
 *   logFile?: string, onOutput?: (text: string) => void }} options `env` is added to this process's own
 * @returns {Running}
 */
export function startProcess({ name, command, args, env = {}, cwd, logFile, onOutput }) {
  if (refusesNew) throw new Error(`${name} is not started: everything is being stopped.`);
  const output = logFile ? openLog(logFile) : onOutput ? "pipe" : "ignore";
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", output, output],
  });
  if (typeof output === "number") closeSync(output);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => onOutput?.(text));
  }
  const pid = child.pid ?? 0;
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.on("error", (error) => resolve(`cannot be started: ${error.message}`));
    child.on("close", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  /** @type {Running} */
  const handle = {
    name,
    pid,
    logFile,
    exited,
    stop: async () => {
      if (pid > 0) await stopGroup(pid);
      await exited;
    },
  };
  running.add(handle);
  notify();
  void exited.then(() => {
    running.delete(handle);
    notify();
  });
  return handle;
}
