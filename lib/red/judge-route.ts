import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { type Health, worstHealth } from "@/lib/measured";
import type { thresholdsForRoute } from "@/lib/plan/thresholds";
import { type JudgedShare, judgeShare, type TwoWindows } from "@/lib/stats/judge-share";
import type { Counted } from "./types";

type Limits = ReturnType<typeof thresholdsForRoute>;
type Timed = { p95Ms: number | null; meanMs: number | null; highestBoundMs: number | null };

/** A p95 above its limit means that more than one request in twenty is. */
const slowShare = 0.05;
const none: Counted = { requests: 0, errors: 0, slow: 0 };

const errorsOf = ({ errors, requests }: Counted) => ({ hits: errors, of: requests });
const slowOf = ({ slow, requests }: Counted) => ({ hits: slow ?? 0, of: slow === null ? 0 : requests });
const windows = (read: (counted: Counted) => TwoWindows["long"], long: Counted, short: Counted): TwoWindows => ({
  long: read(long),
  short: read(short),
});

/** Whether errors are above their limits by more than chance, over one window or two. */
export function judgeErrors(long: Counted, limits: Limits, short = none): JudgedShare {
  return judgeShare(windows(errorsOf, long, short), { warn: limits.errorRatioWarn, bad: limits.errorRatioBad });
}

/**
 * Whether requests are slow: more than one in twenty above the limit, by more than chance. It is bad where the p95 is
 * above twice the limit. Where no bucket can tell, the mean has to do: above the limit it counts, below it says
 * nothing.
 */
export function judgeSlow(long: Counted & Timed, limits: Limits, short = none): JudgedShare {
  if (long.slow === null) {
    const meanMs = long.meanMs ?? 0;
    const isSlow = meanMs > limits.slowP95Ms && isBeyondBuckets(long) !== false;
    const severity = isSlow ? (meanMs > 2 * limits.slowP95Ms ? "bad" : "warn") : null;
    return { severity, phase: "present", isChance: false };
  }
  const judged = judgeShare(windows(slowOf, long, short), { warn: slowShare, bad: slowShare * 10 });
  if (judged.severity === null) return judged;
  return { ...judged, severity: long.p95Ms !== null && long.p95Ms > 2 * limits.slowP95Ms ? "bad" : "warn" };
}

/** Whether a p95 lies above all finite bounds; null where there is no p95 or no bound to compare. */
function isBeyondBuckets({ p95Ms, highestBoundMs }: Pick<Timed, "p95Ms" | "highestBoundMs">): boolean | null {
  return p95Ms === null || highestBoundMs === null ? null : p95Ms >= highestBoundMs;
}

/** "p95 2.1 s", "p95 over 10 s", "mean 3.0 s" where there are no finite buckets; null without either. */
export function latencyText({ p95Ms, meanMs, highestBoundMs }: Timed): string | null {
  if (p95Ms !== null) {
    return isBeyondBuckets({ p95Ms, highestBoundMs })
      ? `p95 over ${formatDuration(p95Ms)}`
      : `p95 ${formatDuration(p95Ms)}`;
  }
  return meanMs === null ? null : `mean ${formatDuration(meanMs)}`;
}

const healthOf = ({ severity, phase }: JudgedShare): Health =>
  severity === null ? "ok" : phase === "recovering" ? "warn" : severity;

/** The state of one route, with the reasons in words. What may be chance is mentioned without changing the state. */
export function judgeRoute(
  counted: Counted & Timed,
  limits: Limits,
  short = none,
): { health: Health; reasons: string[] } {
  const { requests, errors } = counted;
  if (!(requests > 0)) return { health: "unknown", reasons: [] };
  const [failing, slow] = [judgeErrors(counted, limits, short), judgeSlow(counted, limits, short)];
  const reasons: string[] = [];
  if (failing.severity) {
    reasons.push(`${formatPercent(errors / requests)} errors (limit ${formatPercent(limits.errorRatioWarn)})`);
  } else if (failing.isChance) {
    reasons.push(`${countText(errors, "error")} of ${Math.round(requests)}, could be chance`);
  }
  if (slow.severity) reasons.push(`${latencyText(counted)} (limit ${formatDuration(limits.slowP95Ms)})`);
  return { health: worstHealth([healthOf(failing), healthOf(slow)]), reasons };
}

const countText = (count: number, noun: string) => `${Math.round(count)} ${noun}${Math.round(count) === 1 ? "" : "s"}`;
