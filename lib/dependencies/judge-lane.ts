import type { LaneThresholds } from "@/lib/plan/thresholds";
import { judgeShare } from "@/lib/stats/judge-share";
import type { CallCounts, DrainForecast, LaneFault, ServiceNow } from "./types";

type ErrorLimits = { errorRatioWarn: number; errorRatioBad: number };
type Tries = Pick<CallCounts, "calls" | "failures">;

/** A p95 above its limit means that more than one call in twenty is. */
const slowShare = 0.05;
/** An oldest task that has waited longer than this many times its limit is bad. */
const graveFactor = 5;

/** Failures above their limits by more than chance, over two windows; null where they are not. */
export function judgeFailures(subject: string, long: Tries, short: Tries, limits: ErrorLimits): LaneFault | null {
  const of = ({ calls, failures }: Tries) => ({ hits: failures, of: calls });
  const judged = judgeShare(
    { long: of(long), short: of(short) },
    { warn: limits.errorRatioWarn, bad: limits.errorRatioBad },
  );
  if (judged.severity === null) return null;
  const { calls, failures } = long;
  return {
    kind: "failing",
    subject,
    severity: judged.severity,
    phase: judged.phase,
    calls,
    failures,
    short: { ...short, slow: null },
    limit: limits.errorRatioWarn,
  };
}

/** More than one call in twenty above the limit, by more than chance; bad where the p95 is above twice the limit. */
export function judgeSlowness(service: ServiceNow, limitMs: number): LaneFault | null {
  const { name, slow, p95Ms, usualP95Ms, short } = service;
  if (slow === null || p95Ms === null) return null;
  const shortSlow = { hits: short.slow ?? 0, of: short.slow === null ? 0 : short.calls };
  const judged = judgeShare(
    { long: { hits: slow, of: service.calls }, short: shortSlow },
    { warn: slowShare, bad: slowShare * 10 },
  );
  if (judged.severity === null) return null;
  const severity = p95Ms > 2 * limitMs ? "bad" : "warn";
  return { kind: "slow", subject: name, severity, phase: judged.phase, p95Ms, limitMs, usualP95Ms };
}

/** A queue's oldest pending task that waits longer than the limit; stuck where the queue does not drain. */
export function judgeWait(
  subject: string,
  waitSeconds: number | null,
  drain: DrainForecast,
  { oldestWaitSeconds: limitSeconds }: Pick<LaneThresholds["jobs"], "oldestWaitSeconds">,
): LaneFault | null {
  if (waitSeconds === null || waitSeconds <= limitSeconds) return null;
  const severity = waitSeconds > limitSeconds * graveFactor ? "bad" : "warn";
  const kind = drain.kind === "never" ? "stuck" : "late";
  return { kind, subject, severity, phase: "present", waitSeconds, limitSeconds, drain };
}
