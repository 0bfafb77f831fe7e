import "server-only";
import { type Measured, mapMeasured } from "@/lib/measured";
import type { PageWindow } from "@/lib/ranges/page-window";
import type { RangeKey } from "@/lib/ranges/ranges";
import { latencyQuantiles } from "@/lib/victoriametrics/promql/latency";
import { errorRatio, rateByClass } from "@/lib/victoriametrics/promql/requests";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { chartGrid, windowGrid } from "./chart-grid";
import { type ChartQuestion, loadChart } from "./load-chart";
import { quantileLine } from "./quantile-line";
import type { ChartSeries, LineRole, SeriesMetric } from "./types";

type Kind = {
  unit: ChartSeries["unit"];
  promql: (windowSeconds: number, selector: string) => string;
  lineOf: ChartQuestion["lineOf"];
};

const classRoles: Record<string, LineRole> = { "2xx": "main", "3xx": "lower", "4xx": "notice", "5xx": "failed" };
const kinds: Record<SeriesMetric, Kind> = {
  rate: {
    unit: "requests/s",
    promql: rateByClass,
    lineOf: ({ class: name = "?" }) => ({ name, role: classRoles[name] }),
  },
  errors: { unit: "ratio", promql: errorRatio, lineOf: () => ({ name: "5xx share", role: "failed" }) },
  latency: { unit: "ms", promql: latencyQuantiles, lineOf: quantileLine },
};

/** What a chart of the on-call page asks, of all routes or of one, in windows of `windowSeconds`. */
export function seriesQuestion(metric: SeriesMetric, windowSeconds: number, route: string | null): ChartQuestion {
  const { unit, promql, lineOf } = kinds[metric];
  return { unit, promql: promql(windowSeconds, routeSelector(route)), lineOf };
}

/**
 * One chart over a range or a window that was selected in it, of all routes or of one ("POST /api/documents/"). Empty
 * when no line has a point.
 */
export async function loadSeries(input: {
  range: RangeKey;
  metric: SeriesMetric;
  route?: string;
  window?: PageWindow | null;
  fresh?: boolean;
}): Promise<Measured<ChartSeries>> {
  const { range, metric, route = null, window, fresh } = input;
  const { grid, windowSeconds } = window ? windowGrid(window, fresh) : chartGrid({ range, fresh });
  const question = seriesQuestion(metric, windowSeconds, route);
  return mapMeasured(await loadChart(question, grid), (chart) => ({ ...chart, metric, range, route }));
}
