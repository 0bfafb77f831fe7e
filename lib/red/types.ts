import type { Health } from "@/lib/measured";

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

export type Comparison = { kind: "week" | "just-before" | "none"; label: string };

export type RouteNow = {
  name: string;
  requests: number;
  errors: number;
  p95Ms: number | null;
  earlierP95Ms: number | null;
};
/** The API over the verdict window. */
export type WindowFigures = {
  requests: number;
  errors: number;
  p95Ms: number | null;
  /** How much of the window has data: less than the window after a first start. */
  coveredSeconds: number;
  routes: RouteNow[];
};
