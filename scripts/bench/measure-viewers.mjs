import { performance } from "node:perf_hooks";
import { readCounter } from "./read-counter.mjs";

/** What one refresh of the on-call page asks the console for. @type {readonly string[]} */
const refreshPaths = [
  "/api/overview?range=1h",
  "/api/series?range=1h&metric=rate",
  "/api/series?range=1h&metric=errors",
  "/api/series?range=1h&metric=latency",
  "/api/traces?range=1h&kind=failed",
  "/api/traces?range=1h&kind=slow",
];

/** @param {number[]} values @param {number} q */
export function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {string} url @param {string} cookie */
async function timedGet(url, cookie) {
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - startedAt;
}

/**
 * Lets `viewers` pages refresh once per slot, each at its own moment of the slot (unsynchronised), for `slots` slots.
 * Every viewer has a session of their own.
 * @param {{ consoleUrl: string, cookies: string[], victoriaMetricsUrl: string, viewers: number, slots: number, slotMs: number }} options
 * @returns {Promise<{viewers: number, refreshes: number, queries: number, queriesPerSlot: number, p50Ms: number, p95Ms: number}>}
 * queries that VictoriaMetrics counted, and the time of GET /api/overview in milliseconds
 */
export async function measureViewers({ consoleUrl, cookies, victoriaMetricsUrl, viewers, slots, slotMs }) {
  /** @type {number[]} */
  const overviewMs = [];
  const queriesBefore = await readCounter(victoriaMetricsUrl);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: viewers }, async (_, viewer) => {
      const offsetMs = (slotMs * (viewer + 0.5)) / viewers;
      for (let slot = 0; slot < slots; slot += 1) {
        const waitMs = startedAt + slot * slotMs + offsetMs - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        const [overview] = await Promise.all(
          refreshPaths.map((path) => timedGet(consoleUrl + path, cookies[viewer] ?? "")),
        );
        if (overview !== undefined) overviewMs.push(overview);
      }
    }),
  );
  const elapsedSlots = (performance.now() - startedAt) / slotMs;
  const queries = (await readCounter(victoriaMetricsUrl)) - queriesBefore;
  return {
    viewers,
    refreshes: overviewMs.length,
    queries,
    queriesPerSlot: queries / elapsedSlots,
    p50Ms: quantile(overviewMs, 0.5),
    p95Ms: quantile(overviewMs, 0.95),
  };
}
