import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { minHits } from "@/lib/stats/judge-share";
import type { LaneName } from "./types";

const slow = (slowP95Ms: number) =>
  `Slow: more than 1 in 20 above ${formatDuration(slowP95Ms)}, by more than chance; bad where the p95 is above twice that.`;
const failing = (limits: { errorRatioWarn: number; errorRatioBad: number }, what: string) =>
  `Failing: from ${formatPercent(limits.errorRatioWarn)} of ${what}, bad from ${formatPercent(limits.errorRatioBad)}, by more than chance (at least ${minHits} failures).`;

/** One lane's limits, a sentence each. */
export function describeLimits(name: LaneName, { database, b2, push, jobs }: LaneThresholds): string[] {
  if (name === "database") {
    return [slow(database.slowP95Ms), "The metric carries no result: failed queries show in traces and on routes."];
  }
  if (name === "b2") return [slow(b2.slowP95Ms), failing(b2, "uploads")];
  if (name === "push") return [slow(push.slowP95Ms), failing(push, "pushes of a service")];
  const wait = formatAge(jobs.oldestWaitSeconds * 1000);
  return [`Late: the oldest pending task waits longer than ${wait}, stuck at five times that.`, failing(jobs, "tries")];
}
