import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";

type ErrorLimits = { errorRatioWarn: number; errorRatioBad: number };
export type Judged = { health: Health; reason: string | null };

/** Fewer failures than this can be chance, whatever their share. */
export const minFailures = 3;

/** State of a share of failures; below three failures it is ok, without calls unknown. */
export function judgeFailures(calls: number, failures: number, limits: ErrorLimits, what: string): Judged {
  if (!(calls > 0)) return { health: "unknown", reason: null };
  const ratio = failures / calls;
  const isUp = failures >= minFailures && ratio >= limits.errorRatioWarn;
  if (!isUp) return { health: "ok", reason: null };
  const reason = `${formatPercent(ratio)} of ${what} failed (limit ${formatPercent(limits.errorRatioWarn)})`;
  return { health: ratio >= limits.errorRatioBad ? "bad" : "warn", reason };
}

/** State of a p95: slow above the limit, bad above twice that, unknown without one. */
export function judgeP95(p95Ms: number | null, slowP95Ms: number, whose = ""): Judged {
  if (p95Ms === null) return { health: "unknown", reason: null };
  if (p95Ms <= slowP95Ms) return { health: "ok", reason: null };
  const reason = `${whose}p95 ${formatDuration(p95Ms)} (limit ${formatDuration(slowP95Ms)})`;
  return { health: p95Ms > slowP95Ms * 2 ? "bad" : "warn", reason };
}

/** An oldest task that waits longer than this many times its limit is stuck. */
const stuckFactor = 5;

/** State of a queue's oldest pending task: late above the limit, stuck above five times that. */
export function judgeWait(waitSeconds: number | null, limitSeconds: number, queue: string): Judged {
  if (waitSeconds === null) return { health: "unknown", reason: null };
  if (waitSeconds <= limitSeconds) return { health: "ok", reason: null };
  const reason = `${queue}: the oldest task has waited ${formatAge(waitSeconds * 1000)} (limit ${formatAge(limitSeconds * 1000)})`;
  return { health: waitSeconds > limitSeconds * stuckFactor ? "bad" : "warn", reason };
}
