import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { type Health, worstHealth } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import type { thresholdsForRoute } from "@/lib/plan/thresholds";

type Limits = ReturnType<typeof thresholdsForRoute>;

/** Fewer errors than this can be chance, whatever the ratio. */
const badMinErrors = 3;

/**
 * State of an error ratio. With fewer than 20 requests, or fewer than 3 errors, a ratio is mostly chance: worth a
 * warning and nothing more.
 */
export function judgeErrors(requests: number, errors: number, limits: Limits): Health {
  if (!(requests > 0)) return "unknown";
  if (requests < percentileMinRequests) return errors > 0 ? "warn" : "ok";
  const ratio = errors / requests;
  if (ratio >= limits.errorRatioBad && errors >= badMinErrors) return "bad";
  return ratio >= limits.errorRatioWarn ? "warn" : "ok";
}

/** State of a p95: above the limit is slow, above twice the limit is bad. Without a p95 it is unknown. */
export function judgeLatency(p95Ms: number | null, limits: Limits): Health {
  if (p95Ms === null) return "unknown";
  if (p95Ms > limits.slowP95Ms * 2) return "bad";
  return p95Ms > limits.slowP95Ms ? "warn" : "ok";
}

/** State of one route with the reasons in words; too few requests for a p95 do not make a route unknown. */
export function judgeRoute(
  { requests, errors, p95Ms }: { requests: number; errors: number; p95Ms: number | null },
  limits: Limits,
): { health: Health; reasons: string[] } {
  const errorHealth = judgeErrors(requests, errors, limits);
  const latencyHealth = judgeLatency(p95Ms, limits);
  const reasons: string[] = [];
  if (errorHealth !== "ok" && requests > 0) {
    reasons.push(`${formatPercent(errors / requests)} errors (limit ${formatPercent(limits.errorRatioWarn)})`);
  }
  if (p95Ms !== null && latencyHealth !== "ok") {
    reasons.push(`p95 ${formatDuration(p95Ms)} (limit ${formatDuration(limits.slowP95Ms)})`);
  }
  return { health: latencyHealth === "unknown" ? errorHealth : worstHealth([errorHealth, latencyHealth]), reasons };
}
