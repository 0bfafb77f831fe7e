import type { PageCharts } from "@/lib/charts/types";
import type { Health, Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";
import type { Layer } from "@/lib/traces/layers";
import type { TraceList } from "@/lib/traces/types";

/** One route over the range. Latencies are null below the number of requests that a percentile needs. */
export type RouteSummary = {
  health: Health;
  reasons: string[];
  requests: number;
  perSecond: number;
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  meanMs: number | null;
  /** Part of the time of all requests, 0 to 1. */
  impactShare: number | null;
  /** Most frequent first. */
  statuses: { status: string; requests: number }[];
};

/** Requests by time and duration. `counts[column][row]`; a column is null where nothing was measured. */
export type Heatmap = {
  /** End of each column, unix ms; each is `stepSeconds` wide. */
  timesMs: number[];
  stepSeconds: number;
  /** Upper bounds in seconds, lowest first; the last is Infinity, sent as null. */
  bounds: (number | null)[];
  counts: (number[] | null)[];
  promql: string;
};

export type RouteDetail = {
  route: string;
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  summary: Measured<RouteSummary>;
  charts: PageCharts;
  heatmap: Measured<Heatmap>;
};

/** Where the time of sampled requests went: each layer's self time, so a preload inside its query counts once. */
export type LayerShare = { layer: Layer; selfMs: number; share: number };
export type StatementRow = {
  /** Values replaced by "?". */
  statement: string;
  /** Self time, so that a preload is not counted in its query too. */
  totalMs: number;
  share: number;
  times: number;
  traces: number;
  maxMs: number;
  failed: number;
  /** The trace in which it took the longest. */
  traceId: string;
};
export type RouteAnatomy = {
  requests: number;
  meanMs: number;
  layers: LayerShare[];
  statements: StatementRow[];
  /** Statements beyond those listed. */
  moreStatements: number;
  looked: string;
};

export type RouteTraces = {
  route: string;
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  failed: Measured<TraceList>;
  slow: Measured<TraceList>;
  anatomy: Measured<RouteAnatomy>;
};
