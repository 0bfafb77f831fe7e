import type { SeriesMetric } from "@/lib/charts/types";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Thresholds } from "@/lib/plan/thresholds";

/** The limits that a chart draws, of the route it shows where that has its own. */
export function limitsFor(
  metric: SeriesMetric,
  thresholds: Thresholds,
  route: string | null,
): { value: number; label: string }[] {
  const own = route === null ? undefined : thresholds.routes[route];
  if (metric === "latency") {
    const slow = own?.slowP95Ms ?? thresholds.slowP95Ms;
    return [{ value: slow, label: `p95 limit ${formatDuration(slow)}` }];
  }
  if (metric === "rate") return [];
  const warn = own?.errorRatioWarn ?? thresholds.errorRatioWarn;
  const bad = own?.errorRatioBad ?? thresholds.errorRatioBad;
  return [
    { value: warn, label: `warns at ${formatPercent(warn)}` },
    { value: bad, label: `bad at ${formatPercent(bad)}` },
  ];
}
