import type { Health } from "@/lib/measured";

/** Why there is no percentile. A p95 equal to `highestBoundMs` is only a lower bound: it reads "over 10 s". */
export type PercentileGap = "few-requests" | "no-finite-bucket";

/** One route of the RED table. Latencies are null where `percentileGap` says why. */
export type RouteRed = {
  /** "POST /api/documents/"; "(no route)" and "OTHER" stand for a missing route label and an unknown method. */
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
  percentileGap: PercentileGap | null;
  /** The highest finite bound of its buckets: a percentile that reaches it lies somewhere above it. */
  highestBoundMs: number | null;
  meanMs: number | null;
  /** rate x mean duration: seconds of work per second, and its share of all routes (0 to 1). */
  impactSecondsPerSecond: number | null;
  impactShare: number | null;
  /** Requests per second over the range, oldest first; null where no sample. */
  sparkline: (number | null)[];
  /** p95 and rate of the comparison window; null where it has no data. */
  comparison: { p95Ms: number | null; ratePerSecond: number | null; errorRatio: number | null } | null;
  health: Health;
  /** Why it is not ok, or what may be chance, in words; empty when there is nothing to say. */
  reasons: string[];
};

export type Comparison = { kind: "week" | "just-before" | "none"; label: string };

/** Requests of a window; `slow` is how many took longer than the limit, null where no bucket can tell. */
export type Counted = { requests: number; errors: number; slow: number | null };

export type RouteNow = Counted & {
  name: string;
  /** Only slow routes are asked for it; null for the others, whose `percentileGap` is null too. */
  p95Ms: number | null;
  percentileGap: PercentileGap | null;
  highestBoundMs: number | null;
  meanMs: number | null;
  /** Time spent in its requests over the window. */
  seconds: number | null;
  earlierP95Ms: number | null;
  short: Counted;
};
/** The API over the verdict window, and over the short one at its end. */
export type WindowFigures = Counted & {
  p95Ms: number | null;
  percentileGap: PercentileGap | null;
  highestBoundMs: number | null;
  /** How much of the window has data: less than the window after a first start, or after a gap. */
  coveredSeconds: number;
  windowSeconds: number;
  short: Counted;
  shortSeconds: number;
  routes: RouteNow[];
};
