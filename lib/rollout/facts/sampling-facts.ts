import "server-only";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { countTraced, type Traced } from "@/lib/traces/count-traced";
import { measure } from "@/lib/upstream/measure";

/** Requests and how many of them have a trace, over the same stretches of time. */
export type SamplingFacts = Omit<Traced, "overMs">;

/**
 * In scrape intervals: by two of them the spans of a request have been sent (the exporter waits 5 s) and its metrics
 * scraped; four make a stretch, a minute by the plan; forty lie between two stretches, ten minutes by the plan.
 */
const settleScrapes = 2;
const stretchScrapes = 4;
const apartScrapes = 40;
const stretches = 3;

/**
 * Counts requests by metrics and by traces over three stretches of at most a minute, ten minutes apart. Empty without
 * requests or without either count.
 */
export function measureSampling(nowMs = Date.now()): Promise<Measured<SamplingFacts>> {
  const scrapeMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  return measure(async () => {
    const sum: SamplingFacts = { requests: 0, traced: 0, environment: null };
    for (let index = 0; index < stretches; index += 1) {
      const endMs = nowMs - (settleScrapes + index * apartScrapes) * scrapeMs;
      const stretch = await countTraced(endMs, stretchScrapes * scrapeMs);
      sum.requests += stretch.requests;
      sum.traced += stretch.traced;
      sum.environment ??= stretch.environment;
    }
    return sum.requests > 0 ? { value: sum, sampledAtMs: nowMs } : null;
  });
}
