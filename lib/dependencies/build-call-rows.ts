import { percentileMinRequests } from "@/lib/plan/contract";
import { type CallLane, callColumns } from "@/lib/victoriametrics/promql/dependencies";
import type { Sample } from "./build-queues";
import type { CallRow } from "./types";

/**
 * The rows of a lane's table from the answer to `callTable()`, most time spent first. Rates are over the part of the
 * range that has data. Rows without a call in the range are left out. `earlier` is the answer for the window before.
 */
export function buildCallRows(
  lane: CallLane,
  samples: readonly Sample[],
  coveredSeconds: number,
  earlier: { samples: readonly Sample[]; seconds: number } | null = null,
): CallRow[] {
  const rowsBefore = earlier ? buildCallRows(lane, earlier.samples, earlier.seconds) : [];
  const before = new Map(rowsBefore.map(({ keys, perSecond, p95Ms }) => [JSON.stringify(keys), { perSecond, p95Ms }]));
  const requestSeconds = samples.find(({ labels }) => labels.fact === "request-seconds")?.value;
  const keysOf = (labels: Sample["labels"]) => callColumns[lane].map((column) => labels[column] || null);
  const facts = new Map(
    samples.map(({ labels, value }) => [JSON.stringify([labels.fact, ...keysOf(labels)]), value] as const),
  );
  const counts = samples.filter(({ labels, value }) => labels.fact === "count" && value > 0);
  const rows = counts.map(({ labels, value: calls }): CallRow & { seconds: number } => {
    const keys = keysOf(labels);
    const fact = (name: string) => facts.get(JSON.stringify([name, ...keys]));
    const seconds = fact("seconds");
    const p95 = calls >= percentileMinRequests ? fact("p95") : undefined;
    return {
      keys,
      calls,
      perSecond: calls / coveredSeconds,
      p95Ms: p95 === undefined ? null : p95 * 1000,
      meanMs: seconds === undefined ? null : (seconds / calls) * 1000,
      requestShare: seconds === undefined || !requestSeconds ? null : seconds / requestSeconds,
      failed: labels.result === "error",
      before: before.get(JSON.stringify(keys)) ?? null,
      seconds: seconds ?? 0,
    };
  });
  return rows.toSorted((a, b) => b.seconds - a.seconds).map(({ seconds: _, ...row }) => row);
}
