import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a URL answers with a status that `accept` takes (2xx by default). Throws an Error with the last answer
 * at the deadline, or at once when `running` (if given) has ended.
 * @param {string} url
 * @param {{ deadlineMs: number, accept?: (status: number) => boolean, running?: import("./start-process.mjs").Running }} options
 */
export async function waitForHttp(url, { deadlineMs, accept = (status) => status >= 200 && status < 300, running }) {
  const deadline = Date.now() + deadlineMs;
  let last = "no answer";
  let ended = "";
  void running?.exited.then((reason) => {
    ended = reason;
  });
  for (;;) {
    try {
      // Long enough for a page that itself waits for an upstream which hangs.
      const timeoutMs = Math.min(10_000, Math.max(1, deadline - Date.now()));
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" });
      await response.body?.cancel();
      if (accept(response.status)) return;
      last = `status ${response.status}`;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      last = cause instanceof Error ? cause.message : String(cause);
    }
    if (ended)
      throw new Error(`${running?.name} ended (${ended})${running?.logFile ? `, see ${running.logFile}` : ""}`);
    if (Date.now() >= deadline)
      throw new Error(`${url} is not ready after ${Math.round(deadlineMs / 1000)} s: ${last}`);
    await sleep(100);
  }
}
