import { spawn } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, statSync, truncateSync } from "node:fs";
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

/** A log that grew long while its program runs: copied aside, then emptied; it is opened for appending. @param {string} file */
export function rotateLog(file, bytesMax = logBytesMax) {
  try {
    if (statSync(file).size <= bytesMax) return false;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
    return true;
  } catch {
    // Gone or full disk: the next look tries again.
    return false;
  }
}

/** What a program needs of our environment. The settings, with the passwords in them, are the console's alone. */
const commonNames =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|TEMP|TMP|XDG_.*|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|DOCKER_.*|MALLOC_ARENA_MAX|(HTTPS?|NO|ALL)_PROXY|(https?|no|all)_proxy|NODE_V8_COVERAGE)$/;

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
const commonEnv = (env) =>
  /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(Object.entries(env).filter(([name]) => commonNames.test(name))));

const lookAtLogsMs = 10_000;
let looksAtLogs = false;
function watchLogs() {
  if (looksAtLogs) return;
  looksAtLogs = true;
  const look = () => {
    for (const { logFile } of running) if (logFile) rotateLog(logFile);
  };
  setInterval(look, lookAtLogsMs).unref();
}

/**
 * Starts a program in a process group of its own, so that a Ctrl-C in the terminal reaches it only through `stop`
 * and nothing it starts is left behind. Output goes to `logFile` (appended), or to `onOutput`, or nowhere.
 * A program that cannot be started has pid 0 and says why in `exited`.
 * @param {{ name: string, command: string, args: string[], env?: Record<string, string | undefined>, cwd?: string,
 *   logFile?: string, onOutput?: (text: string) => void, wholeEnv?: boolean }} options `env` is added to what every
 *   program gets of this process's own (`commonEnv`), with `wholeEnv` to all of it
 * @returns {Running}
 */
export function startProcess({ name, command, args, env = {}, cwd, logFile, onOutput, wholeEnv = false }) {
  if (refusesNew) throw new Error(`${name} is not started: everything is being stopped.`);
  const output = logFile ? openLog(logFile) : onOutput ? "pipe" : "ignore";
  const child = spawn(command, args, {
    cwd,
    env: { ...(wholeEnv ? process.env : commonEnv(process.env)), ...env },
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
  if (logFile) watchLogs();
  notify();
  void exited.then(() => {
    running.delete(handle);
    notify();
  });
  return handle;
}
