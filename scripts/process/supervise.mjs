import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("./start-and-wait.mjs").Started} Started */

/** After so many in a row it is said that something is wrong; it is tried on, or ingest would stay away for good. */
const attemptsQuiet = 6;
const steadyMs = 60_000;

/**
 * Milliseconds to wait before attempt `attempt` (1, 2, ...): 1 s doubling to 30 s.
 * @param {number} attempt
 */
export const backoffMs = (attempt) => Math.min(30_000, 1000 * 2 ** (attempt - 1));

/**
 * Keeps a program running: when it ends by itself it is named with its log and started again, with growing pauses of
 * at most 30 s, for as long as this process lives (a minute of running counts as recovered). Returns after the first
 * start was tried.
 * @param {{ name: string, logFile: string, start: () => Promise<Started>, log: (line: string) => void,
 *   isStopping: () => boolean, pause?: (ms: number) => Promise<unknown> }} options
 * @returns {Promise<boolean>} whether it is ready now
 */
export async function supervise({ name, logFile, start, log, isStopping, pause = sleep }) {
  const startedAt = Date.now();
  const first = await start().catch((error) => report(error));
  if (first) log(`  ${name} ready (${((Date.now() - startedAt) / 1000).toFixed(1)} s) ${first.url}`);
  void keepRunning(first);
  return first !== undefined;

  /** @param {unknown} error */
  function report(error) {
    if (!isStopping()) log(`  ${name} did not start: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }

  /** @param {Started | undefined} current */
  async function keepRunning(current) {
    let failures = 0;
    for (;;) {
      let ended = "";
      if (current) {
        const since = Date.now();
        const reason = await current.process.exited;
        if (isStopping()) return;
        if (Date.now() - since > steadyMs) failures = 0;
        ended = `  ${name} ended (${reason}). Its log: ${logFile}.`;
      }
      failures += 1;
      const seconds = backoffMs(failures) / 1000;
      const isQuiet = failures > attemptsQuiet;
      if (ended && !isQuiet) log(`${ended} Starting it again in ${seconds} s.`);
      if (ended && failures === attemptsQuiet + 1) log(ended);
      if (failures === attemptsQuiet + 1)
        log(`  ${name} does not stay up. Its log: ${logFile}. It is tried again every ${seconds} s.`);
      await pause(backoffMs(failures));
      if (isStopping()) return;
      current = await start().catch((error) => (isQuiet ? undefined : report(error)));
      if (current && !isQuiet) log(`  ${name} runs again.`);
    }
  }
}
