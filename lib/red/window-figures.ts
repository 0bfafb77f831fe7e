import { percentileMinRequests } from "@/lib/plan/contract";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import { type Bounds, highestBoundMs } from "./bounds";
import { countByRoute, valuesByRoute } from "./red-table";
import type { Counted, PercentileGap, RouteNow, RouteRed, WindowFigures } from "./types";

type Sample = { labels: Record<string, string>; value: number };

/** Answers to `requestCounts` and `slowShares` over one window. */
type CountedSamples = { counts: readonly Sample[]; slowShares: readonly Sample[] };
export type WindowInput = {
  long: CountedSamples;
  short: CountedSamples;
  /** Answers to `overallP95` and `routeP95`. */
  p95: readonly Sample[];
  timeSpent: readonly Sample[];
  bounds: Bounds;
  table: readonly RouteRed[];
  coveredSeconds: number;
  windowSeconds: number;
  shortSeconds: number;
  thresholds: Thresholds;
};

const isOverall = ({ labels }: Sample) => Object.keys(labels).length === 0;
const overallOf = (samples: readonly Sample[]) => samples.find(isOverall)?.value ?? null;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * The API over the verdict window and the short one. Null when no request series exists at all, which is not the same
 * as no requests.
 */
export function buildWindowFigures(input: WindowInput): WindowFigures | null {
  if (input.long.counts.length === 0) return null;
  const [long, short] = [readWindow(input.long, input), readWindow(input.short, input)];
  const spent = valuesByRoute(input.timeSpent);
  const p95 = valuesByRoute(input.p95.filter((sample) => !isOverall(sample)));
  const earlier = new Map(input.table.map((row) => [row.name, row.comparison?.p95Ms ?? null]));
  const routes = [...long].map(([name, counted]): RouteNow => {
    const seconds = spent.get(` ${name}`) ?? null;
    const boundMs = highestBoundMs(input.bounds, name);
    return {
      name,
      ...counted,
      ...readPercentile(counted.requests, p95.get(` ${name}`), boundMs),
      highestBoundMs: boundMs,
      meanMs: seconds === null ? null : (seconds / counted.requests) * 1000,
      seconds,
      earlierP95Ms: earlier.get(name) ?? null,
      short: short.get(name) ?? nothing,
    };
  });
  const bounds = [...input.bounds.byRoute.keys()].flatMap((name) => highestBoundMs(input.bounds, name) ?? []);
  const boundMs = bounds.length === 0 ? null : Math.max(...bounds);
  const total = (counted: ReadonlyMap<string, Counted>, samples: CountedSamples): Counted => {
    const requests = sum([...counted.values()].map((route) => route.requests));
    const share = overallOf(samples.slowShares);
    const slow = share === null || boundMs === null || boundMs < input.thresholds.slowP95Ms ? null : share * requests;
    return { requests, errors: sum([...counted.values()].map((route) => route.errors)), slow };
  };
  const all = total(long, input.long);
  return {
    ...all,
    ...readPercentile(all.requests, overallOf(input.p95) ?? undefined, boundMs),
    highestBoundMs: boundMs,
    coveredSeconds: input.coveredSeconds,
    windowSeconds: input.windowSeconds,
    short: total(short, input.short),
    shortSeconds: input.shortSeconds,
    routes,
  };
}

const nothing: Counted = { requests: 0, errors: 0, slow: 0 };

function readPercentile(
  requests: number,
  seconds: number | undefined,
  boundMs: number | null,
): { p95Ms: number | null; percentileGap: PercentileGap | null } {
  if (requests < percentileMinRequests) return { p95Ms: null, percentileGap: "few-requests" };
  if (boundMs === null) return { p95Ms: null, percentileGap: "no-finite-bucket" };
  return { p95Ms: seconds === undefined ? null : seconds * 1000, percentileGap: null };
}

/** What each route counted; how many were slow only where its buckets reach as far as its limit. */
function readWindow({ counts, slowShares }: CountedSamples, { bounds, thresholds }: WindowInput): Map<string, Counted> {
  const shares = valuesByRoute(slowShares.filter((sample) => !isOverall(sample)));
  return new Map(
    [...countByRoute(counts)].map(([name, { requests, errors }]) => {
      const share = shares.get(` ${name}`);
      const boundMs = highestBoundMs(bounds, name) ?? 0;
      const isTold = share !== undefined && boundMs >= thresholdsForRoute(thresholds, name).slowP95Ms;
      return [name, { requests, errors, slow: isTold ? share * requests : null }];
    }),
  );
}

/**
 * Seconds of a window that have data, from the answer to `firstScrape()`; the whole window when that is empty. At least
 * one scrape interval, so that nothing is divided by zero.
 */
export function coveredSecondsOf(
  samples: readonly Sample[],
  windowSeconds: number,
  { nowMs, intervalSeconds }: { nowMs: number; intervalSeconds: number },
): number {
  const first = samples.find(({ labels }) => labels.window === String(windowSeconds));
  if (!first) return windowSeconds;
  // The first scrape counts what came before it, so the interval before belongs to it.
  const seconds = nowMs / 1000 - first.value + intervalSeconds;
  return Math.min(windowSeconds, Math.max(intervalSeconds, seconds));
}
