import "server-only";
import type { Thresholds } from "@/lib/plan/thresholds";
import { routeQuantiles } from "@/lib/victoriametrics/promql/latency";
import { requestCounts, timeSpent } from "@/lib/victoriametrics/promql/requests";
import { firstScrape } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { loadBounds } from "./load-bounds";
import { loadSlowShares } from "./load-slow-shares";
import { loadTargets } from "./load-targets";
import type { RedInput } from "./red-table";
import { coveredSecondsOf } from "./window-figures";

type Answers = Omit<RedInput, "sparklines" | "comparison">;

const hourSeconds = 3600;
const lastsMaxMs = 5 * 60_000;

/**
 * How old the table of a range may be, in milliseconds: reading a day of every bucket costs much, and one more scrape
 * hardly changes a day. Up to an hour nothing is kept beyond its slot.
 */
const lastsMsOf = (rangeSeconds: number) =>
  rangeSeconds <= hourSeconds ? 0 : Math.min(lastsMaxMs, (rangeSeconds * 1000) / 360);

/** What the RED table of a range is made of, except its comparison and its sparklines. Throws `UpstreamError`. */
export async function loadRedAnswers(
  rangeSeconds: number,
  {
    thresholds,
    intervalSeconds,
    ...now
  }: { thresholds: Thresholds; intervalSeconds: number; fresh?: boolean; atMs?: number },
): Promise<Answers> {
  const ask = { ...now, lastsMs: lastsMsOf(rangeSeconds) };
  const targets = await loadTargets(rangeSeconds, { intervalSeconds, ...ask });
  const [counts, quantiles, spent, first] = await Promise.all([
    queryInstant(requestCounts(rangeSeconds, 0, targets), ask),
    queryInstant(routeQuantiles(rangeSeconds, targets), ask),
    queryInstant(timeSpent(rangeSeconds, targets), ask),
    queryInstant(firstScrape([rangeSeconds]), ask),
  ]);
  const bounds = await loadBounds(counts, now);
  const shares = await loadSlowShares(rangeSeconds, { thresholds, bounds, targets }, ask);
  const nowMs = ask.atMs ?? Date.now();
  return {
    ...{ rangeSeconds, counts, quantiles, timeSpent: spent, slowShares: shares, bounds, thresholds },
    coveredSeconds: coveredSecondsOf(first, rangeSeconds, { nowMs, intervalSeconds }),
  };
}
