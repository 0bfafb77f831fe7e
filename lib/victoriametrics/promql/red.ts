import { apiJob, metricNames, vmagentJob } from "@/lib/plan/contract";
import { allKnown, grown, ours, type Targets } from "./growth";
import { type Window, over as window } from "./window";

/** Methods with a row of their own; any other is what a scanner made up, folded into OTHER. */
const knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
export const otherMethod = "OTHER";

const known = `method=~"${knownMethods.join("|")}"`;
const odd = `method!~"${knownMethods.join("|")}"`;
const count = `${metricNames.http}_count`;
const bucket = `${metricNames.http}_bucket`;
const sum = `${metricNames.http}_sum`;

/** A label value inside double quotes. */
function quoteLabel(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

/** Whether a request failed, as the label `status` of `requestCounts`; else "other". */
const failedStatus = "5xx";

/**
 * Requests by route and method over a window, those that failed apart (label `status`: 5xx or other). Odd methods are
 * one. Over an earlier window (`offsetSeconds`) nothing is known of its targets, so `increase` has to do.
 */
export function requestCounts(seconds: number, offsetSeconds = 0, targets: Targets = allKnown): string {
  const over = (matchers: string) =>
    offsetSeconds > 0
      ? `increase(${count}{${ours},${matchers}}${window(seconds, offsetSeconds)})`
      : grown(count, matchers, seconds, targets);
  const parts = [
    { status: failedStatus, matcher: 'status=~"5.."' },
    { status: "other", matcher: 'status!~"5.."' },
  ].flatMap(({ status, matcher }) => [
    `label_set(sum by (route, method) (${over(`${known},${matcher}`)}), "status", "${status}")`,
    `label_set(sum by (route) (${over(`${odd},${matcher}`)}), "status", "${status}", "method", "${otherMethod}")`,
  ]);
  return parts.join(" or ");
}

/** Requests by status over a window, of the routes selected. */
export function requestsByStatus(seconds: Window, selector: string, targets: Targets = allKnown): string {
  return `sum by (status) (${grown(count, matchersOf(selector), seconds, targets)})`;
}

/** Seconds spent in requests over a window, of all routes or of those selected. */
export function secondsSpent(seconds: number, selector = "", targets: Targets = allKnown): string {
  return `sum(${grown(sum, matchersOf(selector), seconds, targets)})`;
}

/** Seconds spent in requests by route and method over a window. */
export function timeSpent(seconds: number, targets: Targets = allKnown): string {
  return `sum by (route, method) (${grown(sum, known, seconds, targets)})`;
}

const routeBuckets = (seconds: number, targets: Targets) =>
  `sum by (le, route, method) (${grown(bucket, known, seconds, targets)})`;

/** p50, p95 and p99 in seconds by route and method, told apart by the label `q`. */
export function routeQuantiles(seconds: number, targets: Targets = allKnown): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, ${routeBuckets(seconds, targets)})`;
}

/** p95 in seconds by route and method over an earlier window. */
export function routeP95(seconds: number, offsetSeconds = 0, targets: Targets = allKnown): string {
  if (offsetSeconds === 0) return `histogram_quantile(0.95, ${routeBuckets(seconds, targets)})`;
  return `histogram_quantile(0.95, sum by (le, route, method) (increase(${bucket}{${ours},${known}}${window(seconds, offsetSeconds)})))`;
}

/** p95 in seconds of all requests together. */
export function overallP95(seconds: number, targets: Targets = allKnown): string {
  return `histogram_quantile(0.95, sum by (le) (${grown(bucket, "", seconds, targets)}))`;
}

/**
 * Share of requests that took longer than a limit, of all together (no labels) and by route and method; a route with a
 * limit of its own is judged by that. Straight between the bounds of a bucket, as the percentiles are. Nothing where
 * there is no finite bucket.
 */
export function slowShares(
  seconds: number,
  limits: { allMs: number; routes: Readonly<Record<string, number>> },
  targets: Targets = allKnown,
): string {
  const share = (limitMs: number, buckets: string) => `1 - histogram_share(${limitMs / 1000}, ${buckets})`;
  const own = Object.entries(limits.routes).map(([route, limitMs]) => {
    const buckets = grown(bucket, matchersOf(routeSelector(route)), seconds, targets);
    return `(${share(limitMs, `sum by (le, route, method) (${buckets})`)})`;
  });
  const all = share(limits.allMs, `sum by (le) (${grown(bucket, "", seconds, targets)})`);
  // The first of two results with the same labels stays.
  return [...own, `(${all})`, `(${share(limits.allMs, routeBuckets(seconds, targets))})`].join(" or ");
}

/** The highest finite bound of each route's buckets, in seconds: what is slower than that has no percentile. */
export function highestBounds(): string {
  return `max by (route, method) (label_value(${bucket}{${ours},${known},le!="+Inf"}, "le"))`;
}

/** Requests by bucket bound, of all routes or those of a selector: how many were slower than each bound. */
export function requestsByBucket(seconds: Window, selector = ""): string {
  return `sum by (le) (${grown(bucket, matchersOf(selector), seconds)})`;
}

/**
 * Which comparison windows began with data: label `kind` is week or just-before. Looking at their first ten minutes
 * keeps a half-covered window from passing for a quiet one.
 */
export function comparisonCoverage(rangeSeconds: number, offsets: { kind: string; seconds: number }[]): string {
  const probeSeconds = Math.min(600, rangeSeconds);
  return offsets
    .map(({ kind, seconds }) => {
      const over = window(probeSeconds, seconds + rangeSeconds - probeSeconds);
      return `label_set(count(last_over_time(${count}{${ours}}${over})), "kind", "${kind}")`;
    })
    .join(" or ");
}

const lookbackSeconds = 3600;

/**
 * What the scrapes of the API and of vmagent itself last said, by job and instance: label `fact` is `up` (the value),
 * `at` (unix seconds of that sample) or `sample` (unix seconds of the newest successful scrape: only those carry the
 * process's start time); `up-ahead` and `at-ahead` of samples that are stamped up to a day later than now.
 */
export function scrapeFacts(): string {
  const selector = `{job=~"${apiJob}|${vmagentJob}"}`;
  const jobs = `${selector}[${lookbackSeconds}s]`;
  const ahead = `${selector}[1d] offset -1d`;
  return [
    `label_set(last_over_time(up${jobs}), "fact", "up")`,
    `label_set(tlast_over_time(up${jobs}), "fact", "at")`,
    `label_set(tlast_over_time(process_start_time_seconds${jobs}), "fact", "sample")`,
    `label_set(last_over_time(up${ahead}), "fact", "up-ahead")`,
    `label_set(tlast_over_time(up${ahead}), "fact", "at-ahead")`,
  ].join(" or ");
}

/** The jobs but the API's own under which requests were counted within the last seconds. */
export function countedJobs(seconds: number): string {
  return `count by (job) (last_over_time(${count}{job!~"${apiJob}|"}[${Math.ceil(seconds)}s]))`;
}

/** Unix seconds of the API's first scrape within each of the windows, by label `window` (its length in seconds). */
export function firstScrape(windowsSeconds: readonly number[]): string {
  return windowsSeconds
    .map((seconds) => `label_set(min(tfirst_over_time(up{job="${apiJob}"}[${seconds}s])), "window", "${seconds}")`)
    .join(" or ");
}

/** How often each start of each process of the API was scraped over a window; label `start` is its unix seconds. */
export function processStarts(seconds: number): string {
  return `count_values_over_time("start", process_start_time_seconds{job="${apiJob}"}${window(seconds)})`;
}

/** Requests per second by route and method, for sparklines. */
export function routeRates(windowSeconds: number): string {
  return `sum by (route, method) (rate(${count}{${ours},${known}}${window(windowSeconds)}))`;
}

/** The three figures of the tiles over time, told apart by the label `tile`. */
export function tileHistory(windowSeconds: number): string {
  const over = window(windowSeconds);
  const total = `sum(increase(${count}{${ours}}${over}))`;
  return [
    `label_set(sum(rate(${count}{${ours}}${over})), "tile", "rate")`,
    `label_set((sum(increase(${count}{${ours},status=~"5.."}${over})) default 0) / (${total} > 0), "tile", "errors")`,
    `label_set(histogram_quantile(0.95, sum by (le) (increase(${bucket}{${ours}}${over}))) * 1000, "tile", "p95")`,
  ].join(" or ");
}

/** A route of the table as label matchers; the names of folded rows match what was folded. */
export function routeSelector(routeName: string | null): string {
  if (routeName === null) return `{${ours}}`;
  const space = routeName.indexOf(" ");
  const method = routeName.slice(0, space);
  const route = routeName.slice(space + 1);
  const methodMatcher = method === otherMethod ? odd : `method=${quoteLabel(method)}`;
  return `{${ours},${methodMatcher},route=${quoteLabel(route === noRoute ? "" : route)}}`;
}

/** What stands between the braces of a selector, without what `grown` adds itself. */
const matchersOf = (selector: string) => selector.slice(1, -1).replace(ours, "").replace(/^,/, "");

/** Stands for series without a route label. */
export const noRoute = "(no route)";

const withMatcher = (selector: string, matcher: string) =>
  selector === "" ? `{${matcher}}` : `${selector.slice(0, -1)},${matcher}}`;

/** Requests per second by status class (label `class`: 2xx, 3xx, ...). */
export function rateByClass(over: Window, selector: string): string {
  return `sum by (class) (label_replace(rate(${count}${selector}${window(over)}), "class", "\${1}xx", "status", "(.).*"))`;
}

/** Share of 5xx among all requests; 0 where there are requests and none failed, nothing where there are none. */
export function errorRatio(length: Window, selector: string): string {
  const over = window(length);
  const errors = `sum(increase(${count}${withMatcher(selector, 'status=~"5.."')}${over}))`;
  return `(${errors} default 0) / (sum(increase(${count}${selector}${over})) > 0)`;
}

/** p50, p95 and p99 in milliseconds (label `q`). */
export function latencyQuantiles(over: Window, selector: string): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le) (increase(${bucket}${selector}${window(over)}))) * 1000`;
}

/** 5xx by status over a window, of all routes or of those selected. */
export function failuresByStatus(seconds: number, selector = ""): string {
  return `sum by (status) (${grown(count, matchersOf(withMatcher(selector, 'status=~"5.."')), seconds)}) > 0`;
}

/** Requests per second by route and method, of the series selected. */
export function rateByRoute(over: Window, selector: string): string {
  return `sum by (route, method) (rate(${count}${selector}${window(over)}))`;
}

/** Share of 5xx of each route and method; 0 where it had requests and none failed. */
export function errorRatioByRoute(length: Window, selector: string): string {
  const over = window(length);
  const all = `sum by (route, method) (increase(${count}${selector}${over}))`;
  const errors = `sum by (route, method) (increase(${count}${withMatcher(selector, 'status=~"5.."')}${over}))`;
  return `(${errors} default (${all} * 0)) / (${all} > 0)`;
}

/** One quantile of each route and method, in milliseconds. */
export function quantileByRoute(quantile: number, over: Window, selector: string): string {
  return `histogram_quantile(${quantile}, sum by (le, route, method) (increase(${bucket}${selector}${window(over)}))) * 1000`;
}

/** Seconds of work per second by route and method: how much of the API's time each takes. */
export function timeByRoute(over: Window, selector: string): string {
  return `sum by (route, method) (rate(${sum}${selector}${window(over)}))`;
}
