import "server-only";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { Targets } from "@/lib/victoriametrics/promql/growth";
import {
  firstScrape,
  highestBounds,
  overallP95,
  requestCounts,
  routeP95,
  slowShares,
  timeSpent,
} from "@/lib/victoriametrics/promql/red";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import type { RouteRed, WindowFigures } from "./types";
import { buildWindowFigures, type CountedSamples, coveredSecondsOf } from "./window-figures";

type Windows = { windowSeconds: number; shortSeconds: number; intervalSeconds: number };

/** The limits of `slowShares` out of the thresholds. */
export const slowLimitsOf = ({ slowP95Ms, routes }: Thresholds) => ({
  allMs: slowP95Ms,
  routes: Object.fromEntries(
    Object.entries(routes).flatMap(([route, own]) => (own.slowP95Ms === undefined ? [] : [[route, own.slowP95Ms]])),
  ),
});

/**
 * The answers behind the window's figures, a fixed set of queries; `read` makes figures of them, with what a table of a
 * longer range knows of earlier. Throws `UpstreamError`.
 */
export async function loadWindow(
  { windowSeconds, shortSeconds, intervalSeconds }: Windows,
  thresholds: Thresholds,
  targets: { long: Targets; short: Targets },
  ask: { fresh?: boolean } = {},
): Promise<(table: readonly RouteRed[]) => WindowFigures | null> {
  const limits = slowLimitsOf(thresholds);
  const counted = async (seconds: number, own: Targets): Promise<CountedSamples> => {
    const [counts, shares] = await Promise.all([
      queryInstant(requestCounts(seconds, 0, own), ask),
      queryInstant(slowShares(seconds, limits, own), ask),
    ]);
    return { counts, slowShares: shares };
  };
  const [long, short, p95, spent, bounds, first] = await Promise.all([
    counted(windowSeconds, targets.long),
    counted(shortSeconds, targets.short),
    queryInstant(`${overallP95(windowSeconds, targets.long)} or ${routeP95(windowSeconds, 0, targets.long)}`, ask),
    queryInstant(timeSpent(windowSeconds, targets.long), ask),
    queryInstant(highestBounds(), ask),
    queryInstant(firstScrape([windowSeconds]), ask),
  ]);
  const coveredSeconds = coveredSecondsOf(first, windowSeconds, { nowMs: Date.now(), intervalSeconds });
  return (table) =>
    buildWindowFigures({
      ...{ long, short, p95, timeSpent: spent, bounds, table, thresholds },
      ...{ coveredSeconds, windowSeconds, shortSeconds },
    });
}
