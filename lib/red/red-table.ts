import { percentileMinRequests } from "@/lib/plan/contract";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import { type Bounds, highestBoundMs } from "./bounds";
import { judgeRoute } from "./judge-route";
import { routeNameOfLabels } from "./route-name";
import type { RouteRed } from "./types";

type Sample = { labels: Record<string, string>; value: number };
type Line = { labels: Record<string, string>; points: (number | null)[] };

export type RedInput = {
  rangeSeconds: number;
  /** How much of the range has data; rates are over this. */
  coveredSeconds: number;
  counts: readonly Sample[];
  timeSpent: readonly Sample[];
  quantiles: readonly Sample[];
  /** The answer to `slowShares()` over the range. */
  slowShares: readonly Sample[];
  bounds: Bounds;
  sparklines: readonly Line[];
  comparison: { counts: readonly Sample[]; p95: readonly Sample[] } | null;
  thresholds: Thresholds;
};

/** Whether a status label is a server error: a code, or the class that `requestCounts` gives. */
export function isServerError(status: string | undefined): boolean {
  return /^5(\d\d|xx)$/.test(status ?? "");
}

type Counted = { method: string; route: string | null; requests: number; errors: number };

/** Adds up requests and 5xx per route; series that never moved in the window are left out. */
export function countByRoute(samples: readonly Sample[]): Map<string, Counted> {
  const routes = new Map<string, Counted>();
  for (const { labels, value } of samples) {
    if (!(value > 0)) continue;
    const name = routeNameOfLabels(labels);
    const known = routes.get(name) ?? {
      method: labels.method ?? "?",
      route: labels.route || null,
      requests: 0,
      errors: 0,
    };
    known.requests += value;
    if (isServerError(labels.status)) known.errors += value;
    routes.set(name, known);
  }
  return routes;
}

/** Values by route name, and by quantile where the samples carry one. */
export function valuesByRoute(samples: readonly Sample[]): Map<string, number> {
  return new Map(samples.map(({ labels, value }) => [`${labels.q ?? ""} ${routeNameOfLabels(labels)}`, value]));
}

/** Four digits are enough for a sparkline; all sixteen for 1,000 routes would be most of the page. */
const roundedPoint = (point: number | null) => (point === null ? null : Number(point.toPrecision(4)));
const milliseconds = (seconds: number | undefined) => (seconds === undefined ? null : seconds * 1000);

/** The RED table: one row per route and method with requests in the range, most time spent first. */
export function buildRedTable(input: RedInput): RouteRed[] {
  const { rangeSeconds, coveredSeconds, thresholds, comparison } = input;
  const spent = valuesByRoute(input.timeSpent);
  const quantiles = valuesByRoute(input.quantiles);
  const shares = valuesByRoute(input.slowShares.filter(({ labels }) => Object.keys(labels).length > 0));
  const sparklines = new Map(
    input.sparklines.map(({ labels, points }) => [routeNameOfLabels(labels), points.map(roundedPoint)]),
  );
  const earlier = comparison ? { counts: countByRoute(comparison.counts), p95: valuesByRoute(comparison.p95) } : null;
  const totalSpent = [...spent.values()].reduce((total, value) => total + value, 0);

  const rows = [...countByRoute(input.counts)].map(([name, { method, route, requests, errors }]): RouteRed => {
    const secondsSpent = spent.get(` ${name}`);
    const enough = requests >= percentileMinRequests;
    const quantile = (q: string) => (enough ? milliseconds(quantiles.get(`${q} ${name}`)) : null);
    const errorRatio = errors / requests;
    const p95Ms = quantile("0.95");
    const meanMs = secondsSpent === undefined ? null : (secondsSpent / requests) * 1000;
    const boundMs = highestBoundMs(input.bounds, name);
    const limits = thresholdsForRoute(thresholds, name);
    const share = shares.get(` ${name}`);
    const slow = share === undefined || (boundMs ?? 0) < limits.slowP95Ms ? null : share * requests;
    const before = earlier?.counts.get(name);
    return {
      name,
      method,
      route,
      requests,
      ratePerSecond: requests / coveredSeconds,
      errors,
      errorRatio,
      p50Ms: quantile("0.5"),
      p95Ms,
      p99Ms: quantile("0.99"),
      percentileGap: p95Ms !== null ? null : enough ? "no-finite-bucket" : "few-requests",
      highestBoundMs: boundMs,
      meanMs,
      impactSecondsPerSecond: secondsSpent === undefined ? null : secondsSpent / coveredSeconds,
      impactShare: secondsSpent === undefined || totalSpent <= 0 ? null : secondsSpent / totalSpent,
      sparkline: sparklines.get(name) ?? [],
      comparison:
        before === undefined
          ? null
          : {
              ratePerSecond: before.requests / rangeSeconds,
              errorRatio: before.errors / before.requests,
              p95Ms: before.requests >= percentileMinRequests ? milliseconds(earlier?.p95.get(` ${name}`)) : null,
            },
      ...judgeRoute({ requests, errors, slow, p95Ms, meanMs, highestBoundMs: boundMs }, limits),
    };
  });
  return rows.toSorted(
    (a, b) => (b.impactSecondsPerSecond ?? -1) - (a.impactSecondsPerSecond ?? -1) || (a.name < b.name ? -1 : 1),
  );
}
