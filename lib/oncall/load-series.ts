import "server-only";
import { env } from "@/lib/env";
import { slotStartMs } from "@/lib/http/slot";
import { type Measured, mapMeasured } from "@/lib/measured";
import { type RangeKey, secondsOf, stepSecondsFor } from "@/lib/plan/ranges";
import { type ChartQuestion, loadChart } from "./load-chart";
import { errorRatio, latencyQuantiles, rateByClass, routeSelector } from "./promql";
import type { ChartSeries, SeriesMetric } from "./types";

type Kind = {
  unit: ChartSeries["unit"];
  promql: (windowSeconds: number, selector: string) => string;
  nameOf: ChartQuestion["nameOf"];
};

const quantileNames: Record<string, string> = { "0.5": "p50", "0.95": "p95", "0.99": "p99" };
const kinds: Record<SeriesMetric, Kind> = {
  rate: { unit: "requests/s", promql: rateByClass, nameOf: (labels) => labels.class ?? "?" },
  errors: { unit: "ratio", promql: errorRatio, nameOf: () => "5xx share" },
  latency: { unit: "ms", promql: latencyQuantiles, nameOf: (labels) => quantileNames[labels.q ?? ""] ?? "?" },
};

/** What a chart of the on-call page asks, of all routes or of one, in windows of `windowSeconds`. */
export function seriesQuestion(metric: SeriesMetric, windowSeconds: number, route: string | null): ChartQuestion {
  const { unit, promql, nameOf } = kinds[metric];
  return { unit, promql: promql(windowSeconds, routeSelector(route)), nameOf };
}

/** One chart over a range, of all routes or of one ("POST /api/documents/"). Empty when no line has a point. */
export async function loadSeries(input: {
  range: RangeKey;
  metric: SeriesMetric;
  route?: string;
  fresh?: boolean;
}): Promise<Measured<ChartSeries>> {
  const { range, metric, route = null, fresh } = input;
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const stepSeconds = stepSecondsFor(range, interval);
  // Four scrapes at least, so that one lost scrape leaves no hole.
  const question = seriesQuestion(metric, Math.max(stepSeconds, 4 * interval), route);
  const endMs = slotStartMs(Date.now(), interval * 1000);
  const grid = { startMs: endMs - secondsOf(range) * 1000, endMs, stepSeconds, fresh };
  return mapMeasured(await loadChart(question, grid), (chart) => ({ ...chart, metric, range, route }));
}
