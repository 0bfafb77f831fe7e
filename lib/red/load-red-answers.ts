import "server-only";
import type { Thresholds } from "@/lib/plan/thresholds";
import {
  firstScrape,
  highestBounds,
  requestCounts,
  routeQuantiles,
  slowShares,
  timeSpent,
} from "@/lib/victoriametrics/promql/red";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { loadTargets } from "./load-targets";
import { slowLimitsOf } from "./load-window";
import type { RedInput } from "./red-table";
import { coveredSecondsOf } from "./window-figures";

type Answers = Omit<RedInput, "sparklines" | "comparison">;

/** What the RED table of a range is made of, but for its comparison and its pictures. Throws `UpstreamError`. */
export async function loadRedAnswers(
  rangeSeconds: number,
  {
    thresholds,
    intervalSeconds,
    ...ask
  }: { thresholds: Thresholds; intervalSeconds: number; fresh?: boolean; atMs?: number },
): Promise<Answers> {
  const targets = await loadTargets(rangeSeconds, { intervalSeconds, ...ask });
  const [counts, quantiles, spent, shares, bounds, first] = await Promise.all([
    queryInstant(requestCounts(rangeSeconds, 0, targets), ask),
    queryInstant(routeQuantiles(rangeSeconds, targets), ask),
    queryInstant(timeSpent(rangeSeconds, targets), ask),
    queryInstant(slowShares(rangeSeconds, slowLimitsOf(thresholds), targets), ask),
    queryInstant(highestBounds(), ask),
    queryInstant(firstScrape([rangeSeconds]), ask),
  ]);
  const nowMs = ask.atMs ?? Date.now();
  return {
    ...{ rangeSeconds, counts, quantiles, timeSpent: spent, slowShares: shares, bounds, thresholds },
    coveredSeconds: coveredSecondsOf(first, rangeSeconds, { nowMs, intervalSeconds }),
  };
}
