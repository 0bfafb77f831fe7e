import "server-only";
import type { Measured } from "@/lib/measured";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { callFacts, lastSeen, queueFacts } from "@/lib/victoriametrics/promql/dependencies";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { buildLanes } from "./build-lanes";
import type { Lanes } from "./types";

/**
 * State of every dependency over the verdict window, by two queries; a third, over a day, only while some lane has no
 * figures. Each lane carries the age of its own newest sample.
 */
export function loadLanes(thresholds: LaneThresholds, { fresh }: { fresh?: boolean } = {}): Promise<Measured<Lanes>> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  return measure(async () => {
    const [calls, queues] = await Promise.all([
      queryInstant(callFacts(windowSeconds), { fresh }),
      queryInstant(queueFacts(windowSeconds, interval), { fresh }),
    ]);
    const base = { calls, queues, windowSeconds, scrapeIntervalMs: interval * 1000, nowMs: Date.now(), thresholds };
    const first = buildLanes({ ...base, seen: [] });
    if (first.notReached.length === 0) return { value: first, sampledAtMs: base.nowMs };
    const seen = await queryInstant(lastSeen(), { fresh });
    return { value: buildLanes({ ...base, seen }), sampledAtMs: base.nowMs };
  });
}
