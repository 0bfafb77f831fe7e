import { startProcess } from "./start-process.mjs";
import { waitForHttp } from "./wait-for-http.mjs";

/** @typedef {{ process: import("./start-process.mjs").Running, url: string, stop: () => Promise<void> }} Started */

/**
 * Starts a program and waits until `readyUrl` answers. Throws with the reason and the log file when it does not, with
 * nothing left running.
 * @param {Parameters<typeof startProcess>[0] & { url: string, readyUrl: string, deadlineMs?: number,
 *   accept?: (status: number) => boolean }} options
 * @returns {Promise<Started>} `url` without a slash at its end
 */
export async function startAndWait({ url, readyUrl, deadlineMs = 30_000, accept, ...options }) {
  const process = startProcess(options);
  try {
    await waitForHttp(readyUrl, { deadlineMs, accept, running: process });
  } catch (error) {
    await process.stop();
    throw error;
  }
  return { process, url, stop: process.stop };
}
