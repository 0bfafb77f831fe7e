import { metricNames } from "@/lib/plan/contract";
import { allKnown, grown, ours, type Targets } from "./growth";
import { known, matchersOf, odd, otherMethod, withMatcher } from "./route-labels";
import { type Window, over as window } from "./window";

const count = `${metricNames.http}_count`;
const sum = `${metricNames.http}_sum`;

/** The label `status` of failed requests in `requestCounts`; all others have "other". */
const failedStatus = "5xx";

/**
 * Requests by route and method over a window, the failed ones apart (label `status`: 5xx or other). Unknown methods are
 * folded into one. Nothing is known of the targets of an earlier window (`offsetSeconds`), so `increase` has to do.
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

/** 5xx by status over a window, of all routes or of those selected. */
export function failuresByStatus(seconds: number, selector = ""): string {
  return `sum by (status) (${grown(count, matchersOf(withMatcher(selector, 'status=~"5.."')), seconds)}) > 0`;
}

/** Seconds spent in requests over a window, of all routes or of those selected. */
export function secondsSpent(seconds: number, selector = "", targets: Targets = allKnown): string {
  return `sum(${grown(sum, matchersOf(selector), seconds, targets)})`;
}

/** Seconds spent in requests by route and method over a window. */
export function timeSpent(seconds: number, targets: Targets = allKnown): string {
  return `sum by (route, method) (${grown(sum, known, seconds, targets)})`;
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

/** Requests per second by route and method, for sparklines. */
export function routeRates(windowSeconds: number): string {
  return `sum by (route, method) (rate(${count}{${ours},${known}}${window(windowSeconds)}))`;
}

/** Requests per second by status class (label `class`: 2xx, 3xx, ...). */
export function rateByClass(over: Window, selector: string): string {
  return `sum by (class) (label_replace(rate(${count}${selector}${window(over)}), "class", "\${1}xx", "status", "(.).*"))`;
}

/** Requests per second by route and method, of the series selected. */
export function rateByRoute(over: Window, selector: string): string {
  return `sum by (route, method) (rate(${count}${selector}${window(over)}))`;
}

/** Share of 5xx among all requests; 0 where there are requests and none failed, nothing where there are none. */
export function errorRatio(length: Window, selector: string): string {
  const over = window(length);
  const errors = `sum(increase(${count}${withMatcher(selector, 'status=~"5.."')}${over}))`;
  return `(${errors} default 0) / (sum(increase(${count}${selector}${over})) > 0)`;
}

/** Share of 5xx of each route and method; 0 where it had requests and none failed. */
export function errorRatioByRoute(length: Window, selector: string): string {
  const over = window(length);
  const all = `sum by (route, method) (increase(${count}${selector}${over}))`;
  const errors = `sum by (route, method) (increase(${count}${withMatcher(selector, 'status=~"5.."')}${over}))`;
  return `(${errors} default (${all} * 0)) / (${all} > 0)`;
}

/** Seconds of work per second by route and method: how much of the API's time each takes. */
export function timeByRoute(over: Window, selector: string): string {
  return `sum by (route, method) (rate(${sum}${selector}${window(over)}))`;
}
