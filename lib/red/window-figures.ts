import { percentileMinRequests } from "@/lib/plan/contract";
import { countByRoute, routeNameOfLabels } from "./red-table";
import type { RouteRed, WindowFigures } from "./types";

type Sample = { labels: Record<string, string>; value: number };

/**
 * The API over the verdict window. `p95` holds the overall p95 as the series without labels and one per route.
 * Null when no request series exists at all, which is not the same as no requests.
 */
export function buildWindowFigures(
  counts: readonly Sample[],
  p95: readonly Sample[],
  table: readonly RouteRed[],
  coveredSeconds: number,
): WindowFigures | null {
  if (counts.length === 0) return null;
  const overall = p95.find(({ labels }) => Object.keys(labels).length === 0);
  const byRoute = new Map(
    p95.filter((sample) => sample !== overall).map(({ labels, value }) => [routeNameOfLabels(labels), value * 1000]),
  );
  const earlier = new Map(table.map((row) => [row.name, row.comparison?.p95Ms ?? null]));
  const routes = [...countByRoute(counts)].map(([name, { requests, errors }]) => ({
    name,
    requests,
    errors,
    p95Ms: requests >= percentileMinRequests ? (byRoute.get(name) ?? null) : null,
    earlierP95Ms: earlier.get(name) ?? null,
  }));
  const requests = routes.reduce((total, route) => total + route.requests, 0);
  const errors = routes.reduce((total, route) => total + route.errors, 0);
  const p95Ms = overall && requests >= percentileMinRequests ? overall.value * 1000 : null;
  return { requests, errors, p95Ms, coveredSeconds, routes };
}

/**
 * Seconds of a window that have data, from the answer of `firstScrape()`; the whole window when nobody knows. At least
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
