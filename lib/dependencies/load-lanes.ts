import "server-only";
import { type Measured, readyValue } from "@/lib/measured";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { shortSecondsOf } from "@/lib/ranges/ranges";
import { loadCovered } from "@/lib/red/load-covered";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { settledWithin } from "@/lib/upstream/settled-within";
import { loadUsual } from "@/lib/usual/load-usual";
import { callFacts, lastSeen, queueFacts } from "@/lib/victoriametrics/promql/dependencies";
import { allKnown, type Targets } from "@/lib/victoriametrics/promql/growth";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { buildLanes } from "./build-lanes";
import { slowLimitsOf } from "./read-services";
import type { Lanes } from "./types";

/** Figures of a day hardly change with the next scrape. */
const lastsMs = 60_000;
/** The first query for what is usual may read days of history; the state of the lanes does not wait for it. */
const usualPatienceMs = 500;

type Ask = {
  fresh?: boolean;
  /** The scrape interval as measured; by default the configured one. */
  intervalSeconds?: number;
  targets?: { long: Targets; short: Targets };
};

/**
 * State of every dependency over the verdict window and the short one, by a fixed set of queries; one more, over a day,
 * only while some lane has no figures. Each lane carries the age of its own newest sample.
 */
export function loadLanes(thresholds: LaneThresholds, ask: Ask = {}): Promise<Measured<Lanes>> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: setSeconds, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const { fresh, intervalSeconds = setSeconds, targets = { long: allKnown, short: allKnown } } = ask;
  const shortSeconds = shortSecondsOf(windowSeconds, intervalSeconds);
  const limits = slowLimitsOf(thresholds);
  return measure(async () => {
    const [calls, shortCalls, queues, shortQueues, coveredSeconds, measured] = await Promise.all([
      queryInstant(callFacts(windowSeconds, limits, targets.long), { fresh }),
      queryInstant(callFacts(shortSeconds, limits, targets.short), { fresh }),
      queryInstant(queueFacts(windowSeconds, intervalSeconds), { fresh }),
      queryInstant(queueFacts(shortSeconds, intervalSeconds), { fresh }),
      loadCovered(windowSeconds, { intervalSeconds, fresh }),
      settledWithin(loadUsual(), usualPatienceMs),
    ]);
    const windows = {
      windowSeconds: coveredSeconds,
      shortSeconds,
      scrapeIntervalMs: intervalSeconds * 1000,
      nowMs: Date.now(),
    };
    const usual = (measured && readyValue(measured)) ?? null;
    const base = { calls, shortCalls, usual, queues, shortQueues, ...windows, thresholds };
    const first = buildLanes({ ...base, seen: [] });
    if (first.notReached.length === 0) return { value: first, sampledAtMs: base.nowMs };
    const seen = await queryInstant(lastSeen(), { fresh, lastsMs });
    return { value: buildLanes({ ...base, seen }), sampledAtMs: base.nowMs };
  });
}
