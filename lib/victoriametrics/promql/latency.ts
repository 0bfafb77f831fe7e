import { metricNames } from "@/lib/plan/contract";
import { allKnown, anyOf, grown, ours, type Targets } from "./growth";
import { known, matchersOf, routeSelector, routesMatchers, withMatcher } from "./route-labels";
import { type Window, over as window } from "./window";

const bucket = `${metricNames.http}_bucket`;
const join = (...matchers: string[]) => matchers.filter(Boolean).join(",");

/** p50, p95 and p99 in seconds by route and method, told apart by the label `q`. */
export function routeQuantiles(seconds: number, targets: Targets = allKnown): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le, route, method) (${grown(bucket, known, seconds, targets)}))`;
}

const namedMax = 50;

/** p95 in seconds of these routes, by route and method; possibly of some others too, and of all when there are many. */
export function routeP95(seconds: number, routes: readonly string[], targets: Targets = allKnown): string {
  const matchers = join(known, routes.length > namedMax ? "" : routesMatchers(routes));
  return `histogram_quantile(0.95, sum by (le, route, method) (${grown(bucket, matchers, seconds, targets)}))`;
}

/** p95 in seconds by route and method over a window that ended `offsetSeconds` ago. */
export function earlierP95(seconds: number, offsetSeconds: number): string {
  return `histogram_quantile(0.95, sum by (le, route, method) (increase(${bucket}{${ours},${known}}${window(seconds, offsetSeconds)})))`;
}

/** p95 in seconds of all requests together. */
export function overallP95(seconds: number, targets: Targets = allKnown): string {
  return `histogram_quantile(0.95, sum by (le) (${grown(bucket, "", seconds, targets)}))`;
}

const above = (limitMs: number, buckets: string) => `(1 - histogram_share(${limitMs / 1000}, ${buckets}))`;
const between = (bounds: readonly string[]) => `le=~${anyOf(bounds)}`;

/** A limit, and the `le` labels of the buckets from which the number of requests above it follows. */
export type SlowLimit = { limitMs: number; bounds: readonly string[] };

/**
 * Share of requests that took longer than a limit, of all together (no labels) and by route and method; a route with a
 * limit of its own is judged by that. Interpolated linearly within a bucket, as the percentiles are. Null where no
 * bucket can tell.
 */
export function slowShares(
  seconds: number,
  limits: { all: SlowLimit; routes: ReadonlyMap<string, SlowLimit> },
  targets: Targets = allKnown,
): string | null {
  const share = (by: string, { limitMs, bounds }: SlowLimit, matchers: string) =>
    bounds.length === 0
      ? []
      : [above(limitMs, `sum by (${by}) (${grown(bucket, join(matchers, between(bounds)), seconds, targets)})`)];
  const own = [...limits.routes].flatMap(([route, limit]) =>
    share("le, route, method", limit, matchersOf(routeSelector(route))),
  );
  // Of two results with the same labels, `or` keeps the first.
  const shares = [...own, ...share("le", limits.all, ""), ...share("le, route, method", limits.all, known)];
  return shares.length === 0 ? null : shares.join(" or ");
}

/** Share of the requests of one route that took longer than a limit; nothing where there is no finite bucket. */
export function slowShareOf(selector: string, seconds: number, limitMs: number, targets: Targets = allKnown): string {
  return above(limitMs, `sum by (le) (${grown(bucket, matchersOf(selector), seconds, targets)})`);
}

/** The current bucket bounds of each route and method. */
export function routeBounds(): string {
  return `group by (le, route, method) (${bucket}{${ours},${known}})`;
}

/** The highest finite bound of the buckets of a selector, in seconds: what is slower than that has no percentile. */
export function highestBound(selector: string): string {
  return `max(label_value(${bucket}${withMatcher(selector, 'le!="+Inf"')}, "le"))`;
}

/** Requests by bucket bound, of all routes or those of a selector; cumulative: how many took at most that long. */
export function requestsByBucket(seconds: Window, selector = ""): string {
  return `sum by (le) (${grown(bucket, matchersOf(selector), seconds)})`;
}

/** p50, p95 and p99 in milliseconds (label `q`). */
export function latencyQuantiles(over: Window, selector: string): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le) (increase(${bucket}${selector}${window(over)}))) * 1000`;
}

/** One quantile of each route and method, in milliseconds. */
export function quantileByRoute(quantile: number, over: Window, selector: string): string {
  return `histogram_quantile(${quantile}, sum by (le, route, method) (increase(${bucket}${selector}${window(over)}))) * 1000`;
}
