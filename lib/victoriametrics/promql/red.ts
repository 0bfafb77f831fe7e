import { apiJob, metricNames, vmagentJob } from "@/lib/plan/contract";
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

/**
 * Requests by route, method and status over a window. `increase`, not `rate`, since the first error of a route is a
 * series born at 1, whose rate is 0.
 */
export function requestCounts(seconds: number, offsetSeconds = 0): string {
  const over = window(seconds, offsetSeconds);
  const folded = `label_set(sum by (route, status) (increase(${count}{${odd}}${over})), "method", "${otherMethod}")`;
  return `sum by (route, method, status) (increase(${count}{${known}}${over})) or ${folded}`;
}

/** Requests by status over a window, of the routes selected. */
export function requestsByStatus(over: Window, selector: string): string {
  return `sum by (status) (increase(${count}${selector}${window(over)}))`;
}

/** Seconds spent in requests over a window, of all routes or of those selected. */
export function secondsSpent(seconds: number, selector = ""): string {
  return `sum(increase(${sum}${selector}${window(seconds)}))`;
}

/** Seconds spent in requests by route and method over a window. */
export function timeSpent(seconds: number): string {
  return `sum by (route, method) (increase(${sum}{${known}}${window(seconds)}))`;
}

/** p50, p95 and p99 in seconds by route and method, told apart by the label `q`. */
export function routeQuantiles(seconds: number): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le, route, method) (increase(${bucket}{${known}}${window(seconds)})))`;
}

/** p95 in seconds by route and method over an earlier window. */
export function routeP95(seconds: number, offsetSeconds = 0): string {
  return `histogram_quantile(0.95, sum by (le, route, method) (increase(${bucket}{${known}}${window(seconds, offsetSeconds)})))`;
}

/** p95 in seconds of all requests together. */
export function overallP95(seconds: number): string {
  return `histogram_quantile(0.95, sum by (le) (increase(${bucket}${window(seconds)})))`;
}

/** Requests by bucket bound, of all routes or those of a selector: how many were slower than each bound. */
export function requestsByBucket(over: Window, selector = ""): string {
  return `sum by (le) (increase(${bucket}${selector}${window(over)}))`;
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
      return `label_set(count(last_over_time(${count}${over})), "kind", "${kind}")`;
    })
    .join(" or ");
}

const lookbackSeconds = 3600;

/**
 * What the scrapes of the API and of vmagent itself last said, by job and instance: label `fact` is `up` (the value),
 * `at` (unix seconds of that sample) or `sample` (unix seconds of the newest successful scrape: only those carry the
 * process's start time).
 */
export function scrapeFacts(): string {
  const jobs = `{job=~"${apiJob}|${vmagentJob}"}[${lookbackSeconds}s]`;
  return [
    `label_set(last_over_time(up${jobs}), "fact", "up")`,
    `label_set(tlast_over_time(up${jobs}), "fact", "at")`,
    `label_set(tlast_over_time(process_start_time_seconds${jobs}), "fact", "sample")`,
  ].join(" or ");
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
  return `sum by (route, method) (rate(${count}{${known}}${window(windowSeconds)}))`;
}

/** The three figures of the tiles over time, told apart by the label `tile`. */
export function tileHistory(windowSeconds: number): string {
  const over = window(windowSeconds);
  const total = `sum(increase(${count}${over}))`;
  return [
    `label_set(sum(rate(${count}${over})), "tile", "rate")`,
    `label_set((sum(increase(${count}{status=~"5.."}${over})) default 0) / (${total} > 0), "tile", "errors")`,
    `label_set(histogram_quantile(0.95, sum by (le) (increase(${bucket}${over}))) * 1000, "tile", "p95")`,
  ].join(" or ");
}

/** A route of the table as label matchers; the names of folded rows match what was folded. */
export function routeSelector(routeName: string | null): string {
  if (routeName === null) return "";
  const space = routeName.indexOf(" ");
  const method = routeName.slice(0, space);
  const route = routeName.slice(space + 1);
  const methodMatcher = method === otherMethod ? odd : `method=${quoteLabel(method)}`;
  return `{${methodMatcher},route=${quoteLabel(route === noRoute ? "" : route)}}`;
}

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
  return `sum by (status) (increase(${count}${withMatcher(selector, 'status=~"5.."')}${window(seconds)})) > 0`;
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
