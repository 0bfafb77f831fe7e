import type { RangeResult } from "@/lib/victoriametrics/query-range";
import type { Heatmap } from "./types";

type Buckets = Pick<RangeResult, "timesMs" | "series">;

/**
 * Requests per bucket from cumulative buckets. VictoriaMetrics may leave out a bucket at times, and rounding may put
 * one below its neighbour: counts never fall below 0, and a column without any bucket is null, not zero.
 */
export function buildHeatmap({ timesMs, series }: Buckets, stepSeconds: number, promql: string): Heatmap {
  const cumulative = series
    .map(({ labels, points }) => ({ bound: Number(labels.le === "+Inf" ? "Infinity" : labels.le), points }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .toSorted((a, b) => a.bound - b.bound);
  const counts = timesMs.map((_, column) => {
    const values = cumulative.map(({ points }) => points[column] ?? null);
    if (values.every((value) => value === null)) return null;
    let below = 0;
    return values.map((value) => {
      const count = Math.max(0, (value ?? below) - below);
      below = Math.max(below, value ?? below);
      return count;
    });
  });
  const bounds = cumulative.map(({ bound }) => (Number.isFinite(bound) ? bound : null));
  return { timesMs, stepSeconds, bounds, counts, promql };
}
