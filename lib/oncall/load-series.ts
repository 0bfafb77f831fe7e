import "server-only";
import { env } from "@/lib/env";
import { measure } from "@/lib/http/measure";
import { slotStartMs } from "@/lib/http/slot";
import type { Measured } from "@/lib/measured";
import { type RangeKey, secondsOf, stepSecondsFor } from "@/lib/plan/ranges";
import { queryRange, type RangeResult } from "@/lib/victoriametrics/query-range";
import { errorRatio, latencyQuantiles, rateByClass, routeSelector } from "./promql";
import type { ChartLine, ChartSeries, SeriesMetric } from "./types";

type Chart = {
  unit: ChartSeries["unit"];
  promql: (windowSeconds: number, selector: string) => string;
  nameOf: (labels: Record<string, string>) => string;
};

const quantileNames: Record<string, string> = { "0.5": "p50", "0.95": "p95", "0.99": "p99" };
const charts: Record<SeriesMetric, Chart> = {
  rate: { unit: "requests/s", promql: rateByClass, nameOf: (labels) => labels.class ?? "?" },
  errors: { unit: "ratio", promql: errorRatio, nameOf: () => "5xx share" },
  latency: { unit: "ms", promql: latencyQuantiles, nameOf: (labels) => quantileNames[labels.q ?? ""] ?? "?" },
};

/** One chart over a range, of all routes or of one ("POST /api/documents/"). Empty when no line has a point. */
export function loadSeries(input: {
  range: RangeKey;
  metric: SeriesMetric;
  route?: string;
  fresh?: boolean;
}): Promise<Measured<ChartSeries>> {
  const { range, metric, route = null, fresh } = input;
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const stepSeconds = stepSecondsFor(range, interval);
  const { unit, promql: build, nameOf } = charts[metric];
  // Four scrapes at least, so that one lost scrape leaves no hole.
  const promql = build(Math.max(stepSeconds, 4 * interval), routeSelector(route));
  return measure(async () => {
    const endMs = slotStartMs(Date.now(), interval * 1000);
    const result = await queryRange(promql, { startMs: endMs - secondsOf(range) * 1000, endMs, stepSeconds, fresh });
    const lines = linesOf(result, nameOf);
    const newest = newestPointMs(result.timesMs, lines);
    if (newest === null) return null;
    return { value: { metric, range, route, unit, timesMs: result.timesMs, lines, promql }, sampledAtMs: newest };
  });
}

function linesOf(result: RangeResult, nameOf: Chart["nameOf"]): ChartLine[] {
  const lines = result.series.map(({ labels, points }) => ({ name: nameOf(labels), points }));
  return lines.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** When the newest point of any line was taken; null when all are gaps. */
export function newestPointMs(timesMs: readonly number[], lines: readonly ChartLine[]): number | null {
  const last = Math.max(-1, ...lines.map(({ points }) => points.findLastIndex((point) => point !== null)));
  return timesMs[last] ?? null;
}
