import { z } from "zod";

/** A whole number within a range; the message of a refusal names the range. */
function wholeNumber(unit: string, min: number, max: number) {
  const error = `A whole number of ${unit} from ${min} to ${max}.`;
  return z.number(error).int(error).min(min, error).max(max, error);
}

const percent = "A percentage from 0 to 100.";
/** Stored as a ratio; people enter a percentage. */
const ratio = z.number(percent).min(0, percent).max(1, percent);
const latencyMs = wholeNumber("milliseconds", 1, 600_000);

const errorLimits = { errorRatioWarn: ratio, errorRatioBad: ratio };

/** Limits of the dependency lanes, which have little in common: a query takes milliseconds, an upload seconds. */
const laneThresholdsSchema = z.object({
  /** p95 of all queries; the metric carries no result, so there is no error limit. */
  database: z.object({ slowP95Ms: latencyMs }),
  b2: z.object({ slowP95Ms: latencyMs, ...errorLimits }),
  /** Some device tokens are always stale, so a share of rejected pushes is normal. */
  push: z.object({ slowP95Ms: latencyMs, ...errorLimits }),
  /** A pending task older than this warns, older than five times this it is bad; errors are failed tries. */
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
  /** Error ratio (5xx / all) above which a route or the API gets a warning, and above which it is bad. */
  errorRatioWarn: ratio,
  errorRatioBad: ratio,
  /** Newest scrape sample older than this many seconds: the metrics path is silent. */
  metricsStaleSeconds: wholeNumber("seconds", 5, 3600),
  /** Newest span older than this many seconds: the traces path is silent. */
  spansStaleSeconds: wholeNumber("seconds", 5, 86_400),
  // Settings saved before the lanes existed keep their values and get these.
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

/** The limits that apply to one route, falling back to the general ones. */
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
