import "server-only";
import { searchTraces } from "@/lib/jaeger/search-traces";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { cleanInTurns } from "../clean-trace";
import { toHit } from "./match-trace";
import { searchBudget } from "./plan-trace-search";
import type { TraceHit } from "./types";
import { unreadText } from "./unread-text";

/** One request of each route that was found, slowest first, and what was looked at, in words. */
export type TraceSpread = { hits: TraceHit[]; looked: string };

const limit = 20;

/**
 * The slowest request of each route among the newest traces at the end of each quarter of the range, so that a burst of
 * one route does not hide the others. Of a quarter longer than an hour, only its last hour is searched.
 */
export function loadSpread(range: RangeKey, { fresh }: { fresh?: boolean } = {}): Promise<Measured<TraceSpread>> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
  const quarterMs = (secondsOf(range) * 1000) / searchBudget;
  return measure(async () => {
    const ends = Array.from({ length: searchBudget }, (_, quarter) => endMs - quarter * quarterMs);
    const searches = await Promise.all(
      ends.map((end) =>
        searchTraces(
          { service: apiServiceName, startMs: end - quarterMs, endMs: end, limit },
          { priority: "page", fresh },
        ),
      ),
    );
    const slowest = new Map<string, TraceHit>();
    for (const { traces } of searches) await cleanInTurns(traces);
    const hits = searches.flatMap(({ traces }) => traces.map(toHit)).filter((hit) => hit !== null);
    for (const hit of hits) {
      const known = slowest.get(hit.route);
      if (hit.isRequest && (!known || hit.durationMs > known.durationMs)) slowest.set(hit.route, hit);
    }
    const leftOut = unreadText(searches.flatMap(({ unread }) => unread));
    const looked = [
      `The slowest of each route among ${hits.length} traces, the newest of ${searchBudget} moments of the last ${range}; routes without a trace there are missing`,
      leftOut,
    ];
    return {
      value: {
        hits: [...slowest.values()].toSorted((a, b) => b.durationMs - a.durationMs),
        looked: looked.filter((part) => part !== null).join(". "),
      },
      sampledAtMs: Date.now(),
    };
  });
}
