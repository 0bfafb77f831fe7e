import { z } from "zod";

/** A whole number within a range, refused in words that name it. */
function wholeNumber(unit: string, min: number, max: number) {
  const error = `A whole number of ${unit} from ${min} to ${max}.`;
  return z.number(error).int(error).min(min, error).max(max, error);
}

const percent = "A percentage from 0 to 100.";
/** Stored as a ratio; people enter a percentage. */
const ratio = z.number(percent).min(0, percent).max(1, percent);
const latencyMs = wholeNumber("milliseconds", 1, 600_000);

const errorLimits = { errorRatioWarn: ratio, errorRatioBad: ratio };

/** Limits of the dependencies' lanes, which have little in common: a query takes milliseconds, an upload seconds. */
const laneThresholdsSchema = z.object({
  /** p95 of all queries; the metric carries no result, so there is no error limit. */
  database: z.object({ slowP95Ms: latencyMs }),
  b2: z.object({ slowP95Ms: latencyMs, ...errorLimits }),
  /** Some tokens are always stale, so a share of rejected pushes is everyday life. */
  push: z.object({ slowP95Ms: latencyMs, ...errorLimits }),
  /** Oldest pending task above this warns, above five times this it is stuck; errors are failed tries. */
  jobs: z.object({ oldestWaitSeconds: wholeNumber("seconds", 1, 86_400), ...errorLimits }),
});
export type LaneThresholds = z.infer<typeof laneThresholdsSchema>;

export const defaultLaneThresholds: LaneThresholds = {
  database: { slowP95Ms: 100 },
  b2: { slowP95Ms: 5000, errorRatioWarn: 0.02, errorRatioBad: 0.1 },
  push: { slowP95Ms: 2000, errorRatioWarn: 0.2, errorRatioBad: 0.5 },
  jobs: { oldestWaitSeconds: 60, errorRatioWarn: 0.2, errorRatioBad: 0.5 },
};

/** What counts as slow, as errors up and as stale. Defaults fit a small JSON API; each can be changed in settings. */
export const thresholdsSchema = z.object({
  /** p95 above this is slow (warn), above twice this is bad. */
  slowP95Ms: latencyMs,
  /** Error ratio (5xx / all) from which a route or the API is warned of, and from which it is bad. */
  errorRatioWarn: ratio,
  errorRatioBad: ratio,
  /** Newest scrape sample older than this many seconds: the metrics path is silent. */
  metricsStaleSeconds: wholeNumber("seconds", 5, 3600),
  /** Newest span older than this many seconds: the traces path is silent. */
  spansStaleSeconds: wholeNumber("seconds", 5, 86_400),
  // What was saved before the lanes existed keeps its own values and gets these.
  lanes: laneThresholdsSchema.default(defaultLaneThresholds),
  /** Per route ("POST /api/documents/") where one value does not fit all. */
  routes: z.record(
    z.string().min(1).max(200),
    z.object({ slowP95Ms: latencyMs.optional(), errorRatioWarn: ratio.optional(), errorRatioBad: ratio.optional() }),
  ),
});

export type Thresholds = z.infer<typeof thresholdsSchema>;

export const defaultThresholds: Thresholds = {
  slowP95Ms: 1000,
  errorRatioWarn: 0.01,
  errorRatioBad: 0.05,
  metricsStaleSeconds: 75,
  spansStaleSeconds: 300,
  lanes: defaultLaneThresholds,
  routes: {},
};

/** The limits that hold for one route, with the general ones where it has none of its own. */
export function thresholdsForRoute(
  all: Thresholds,
  routeName: string,
): { slowP95Ms: number; errorRatioWarn: number; errorRatioBad: number } {
  const own = all.routes[routeName];
  return {
    slowP95Ms: own?.slowP95Ms ?? all.slowP95Ms,
    errorRatioWarn: own?.errorRatioWarn ?? all.errorRatioWarn,
    errorRatioBad: own?.errorRatioBad ?? all.errorRatioBad,
  };
}
