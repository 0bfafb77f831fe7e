import "server-only";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import type { Targets } from "@/lib/victoriametrics/promql/growth";
import { overallP95, routeP95 } from "@/lib/victoriametrics/promql/latency";
import { requestCounts, timeSpent } from "@/lib/victoriametrics/promql/requests";
import { type InstantSample, queryInstant } from "@/lib/victoriametrics/query-instant";
import { judgeSlow } from "./judge-route";
import { loadBounds } from "./load-bounds";
import { loadCovered } from "./load-covered";
import { loadSlowShares } from "./load-slow-shares";
import type { RouteRed, WindowFigures } from "./types";
import { buildWindowFigures } from "./window-figures";

type Windows = { windowSeconds: number; shortSeconds: number; intervalSeconds: number };

/**
 * Asks for what the window's figures are made of: a fixed set of queries, and one more while routes are slow. The
 * returned function makes the figures, with what the table of a longer range knows of earlier. Throws `UpstreamError`.
 */
export async function loadWindow(
  { windowSeconds, shortSeconds, intervalSeconds }: Windows,
  thresholds: Thresholds,
  targets: { long: Targets; short: Targets },
  ask: { fresh?: boolean } = {},
): Promise<(table: readonly RouteRed[]) => WindowFigures | null> {
  const [longCounts, shortCounts, overall, spent, coveredSeconds] = await Promise.all([
    queryInstant(requestCounts(windowSeconds, 0, targets.long), ask),
    queryInstant(requestCounts(shortSeconds, 0, targets.short), ask),
    queryInstant(overallP95(windowSeconds, targets.long), ask),
    queryInstant(timeSpent(windowSeconds, targets.long), ask),
    loadCovered(windowSeconds, { intervalSeconds, ...ask }),
  ]);
  const bounds = await loadBounds(longCounts, ask);
  const [longShares, shortShares] = await Promise.all([
    loadSlowShares(windowSeconds, { thresholds, bounds, targets: targets.long }, ask),
    loadSlowShares(shortSeconds, { thresholds, bounds, targets: targets.short }, ask),
  ]);
  const read = (p95: readonly InstantSample[], table: readonly RouteRed[]) =>
    buildWindowFigures({
      long: { counts: longCounts, slowShares: longShares },
      short: { counts: shortCounts, slowShares: shortShares },
      ...{ p95, timeSpent: spent, bounds, table, thresholds, coveredSeconds, windowSeconds, shortSeconds },
    });
  // The percentile of a route that is not slow is shown nowhere, and those of all routes are the most expensive query.
  const slow = slowNames(read(overall, []), thresholds);
  const p95 = slow.length === 0 ? [] : await queryInstant(routeP95(windowSeconds, slow, targets.long), ask);
  return (table) => read([...overall, ...p95], table);
}

function slowNames(figures: WindowFigures | null, thresholds: Thresholds): string[] {
  const isSlow = (route: WindowFigures["routes"][number]) =>
    judgeSlow(route, thresholdsForRoute(thresholds, route.name), route.short).severity !== null;
  return (figures?.routes ?? []).filter(isSlow).map(({ name }) => name);
}
