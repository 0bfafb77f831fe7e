import type { Lanes } from "@/lib/dependencies/types";
import type { Health, Measured } from "@/lib/measured";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { PodsNow } from "@/lib/pods/types";
import type { RangeKey } from "@/lib/ranges/ranges";

/** One route of the RED table. Latencies are null below `percentileMinRequests` requests in the window. */
export type RouteRed = {
  /** "POST /api/documents/"; "(no route)" and "OTHER" stand for what has no route label or an odd method. */
  name: string;
  method: string;
  /** The route label; null where the series has none. */
  route: string | null;
  requests: number;
  ratePerSecond: number;
  errors: number;
  errorRatio: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  meanMs: number | null;
  /** rate x mean duration: seconds of work per second, and its share of all routes (0 to 1). */
  impactSecondsPerSecond: number | null;
  impactShare: number | null;
  /** Requests per second over the range, oldest first; null where no sample. */
  sparkline: (number | null)[];
  /** p95 and rate of the comparison window; null where it has no data. */
  comparison: { p95Ms: number | null; ratePerSecond: number | null; errorRatio: number | null } | null;
  health: Health;
  /** Why it is not ok, in words; empty when ok. */
  reasons: string[];
};

export type WitnessName = "scrape" | "spans" | "probe";
/** One of the three witnesses of liveness. */
export type Witness = {
  name: WitnessName;
  health: Health;
  /** "ok", "silent", "down", "not configured", ... */
  word: string;
  /** Plain sentence: what was seen, when, from where. */
  detail: string;
  ageMs: number | null;
  latencyMs: number | null;
};
export type Witnesses = {
  list: Witness[];
  /** What the three together say about the API. */
  liveness: "up" | "down" | "unknown";
  health: Health;
  /** Set when they disagree, for example "Metrics path down, API fine." */
  disagreement: string | null;
};

/** A piece of the verdict line; `href` leads to its evidence on this console. */
export type VerdictClause = { text: string; health: Health; href: string };
export type Verdict = {
  health: Health;
  /** "UP", "DEGRADED", "DOWN", "UNKNOWN" */
  word: string;
  clauses: VerdictClause[];
  /** All clauses as one line, for copying and for the page title. */
  text: string;
  /** What could not be known, a sentence each. */
  unknowns: string[];
  /** The limits that were applied, a short sentence each. */
  limits: string[];
};

export type TileName = "rate" | "errors" | "p95" | "freshness";
export type Tile = {
  name: TileName;
  title: string;
  health: Health;
  /** Formatted figure with unit, or null when there is none. */
  figure: string | null;
  /** Why there is no figure, or what it is measured over. */
  note: string;
  /** When the newest sample behind the figure was taken; null when there is none. */
  sampledAtMs: number | null;
  stale: boolean;
  sparkline: (number | null)[];
  source: string;
};

export type Comparison = { kind: "week" | "just-before" | "none"; label: string };

/** Everything the on-call page shows above the traces; also `GET /api/overview`. */
export type Overview = {
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  verdictWindowMs: number;
  comparison: Comparison;
  verdict: Verdict;
  witnesses: Witnesses;
  tiles: Tile[];
  routes: Measured<RouteRed[]>;
  /** The dependencies over the verdict window. */
  lanes: Measured<Lanes>;
  /** Which pods are worse than the others, over the verdict window. */
  pods: Measured<PodsNow>;
  thresholds: Thresholds;
};

export type SeriesMetric = "rate" | "errors" | "latency";
/** One line of a chart; points on a common grid, null is a gap. */
export type ChartLine = { name: string; points: (number | null)[] };
export type ChartData = {
  unit: "requests/s" | "ratio" | "ms" | "count" | "bytes";
  /** The grid, unix milliseconds. */
  timesMs: number[];
  lines: ChartLine[];
  /** The PromQL asked, to copy and for Grafana Explore; empty where the figures are the console's own. */
  promql: string;
};
export type ChartSeries = ChartData & { metric: SeriesMetric; range: RangeKey; route: string | null };

export type TraceKind = "failed" | "slow";
export type TraceRow = {
  traceId: string;
  service: string;
  /** "POST /api/documents/" */
  route: string;
  startedAtMs: number;
  durationMs: number;
  httpStatus: number | null;
  spanCount: number;
  errorText: string | null;
};
export type TraceList = {
  kind: TraceKind;
  range: RangeKey;
  rows: TraceRow[];
  /** What was looked at, in words: "scanned 40 of 60 minutes, 38 traces". */
  scanned: string;
  complete: boolean;
  /** "About 1 in 10 failures has a trace." when sampling is below 1. */
  samplingNote: string | null;
};

export type ComponentHealth = {
  name: "database" | "victoriametrics" | "jaeger" | "gate";
  state: Health;
  detail: string;
  latencyMs: number | null;
  checkedAtMs: number;
};
export type HealthReport = { status: "ok" | "degraded" | "down"; components: ComponentHealth[] };
