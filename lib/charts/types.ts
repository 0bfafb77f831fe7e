import type { Measured } from "@/lib/measured";
import type { PanelTarget } from "@/lib/plan/grafana";
import type { RangeKey } from "@/lib/ranges/ranges";

export type SeriesMetric = "rate" | "errors" | "latency";
/** What a line means in its chart, which decides how it is drawn; its name is only for people. */
export const lineRoles = ["main", "lower", "upper", "notice", "failed", "other-failed", "beside", "behind"] as const;
export type LineRole = (typeof lineRoles)[number];
/** Lines of the same kind, such as pods, have no role: they are told apart by their order. */
export type LineLabel = { name: string; role?: LineRole };
/** One line of a chart; points on a common grid, null is a gap. */
export type ChartLine = LineLabel & { points: (number | null)[] };
export type ChartData = {
  unit: "requests/s" | "ratio" | "ms" | "count" | "bytes";
  /** The grid, unix milliseconds. */
  timesMs: number[];
  lines: ChartLine[];
  /** The PromQL asked, to copy and for Grafana Explore; empty where the figures are the console's own. */
  promql: string;
};
export type ChartSeries = ChartData & { metric: SeriesMetric; range: RangeKey; route: string | null };

/** The charts of a page, each with the Grafana panel that shows the same, where there is one. */
export type PageCharts = { title: string; series: Measured<ChartData>; panel?: PanelTarget }[];
