import { percentileMinRequests } from "@/lib/plan/contract";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import type { Usual } from "@/lib/usual/types";
import { usualKey } from "@/lib/usual/usual-key";
import type { Sample } from "./build-queues";
import type { CallCounts, LaneName, ServiceNow } from "./types";

export const servicesOf: Record<Exclude<LaneName, "jobs">, readonly string[]> = {
  database: ["database"],
  b2: ["b2"],
  push: ["APNs", "FCM"],
};

/** The p95 limit of each service, in milliseconds. */
export const slowLimitsOf = ({ database, b2, push }: LaneThresholds): Record<string, number> => ({
  database: database.slowP95Ms,
  b2: b2.slowP95Ms,
  APNs: push.slowP95Ms,
  FCM: push.slowP95Ms,
});

function countsOf(own: readonly Sample[]): CallCounts {
  const counts = own.filter(({ labels }) => labels.fact === "count");
  const sum = (samples: readonly Sample[]) => samples.reduce((total, { value }) => total + value, 0);
  const calls = sum(counts);
  const share = own.find(({ labels }) => labels.fact === "slow")?.value;
  return {
    calls,
    failures: sum(counts.filter(({ labels }) => labels.result === "error")),
    slow: share === undefined ? null : share * calls,
  };
}

/** One service from the answers to `callFacts()` over both windows, with what is usual; null when it has no series. */
export function readService(
  name: string,
  { calls, shortCalls, usual }: { calls: readonly Sample[]; shortCalls: readonly Sample[]; usual: Usual | null },
): ServiceNow | null {
  const ownOf = (samples: readonly Sample[]) => samples.filter(({ labels }) => labels.service === name);
  const own = ownOf(calls);
  if (!own.some(({ labels }) => labels.fact === "count")) return null;
  const counted = countsOf(own);
  const fact = (wanted: string) => own.find(({ labels }) => labels.fact === wanted)?.value;
  const p95 = fact("p95");
  return {
    name,
    ...counted,
    p95Ms: p95 === undefined || counted.calls < percentileMinRequests ? null : p95 * 1000,
    usualP95Ms: usual?.figures[usualKey({ what: "lane-p95", service: name })]?.median ?? null,
    seconds: fact("seconds") ?? null,
    atMs: (fact("at") ?? 0) * 1000,
    short: countsOf(ownOf(shortCalls)),
  };
}
