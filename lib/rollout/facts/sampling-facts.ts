import "server-only";
import { rootSpan } from "@/lib/jaeger/root";
import { maxTraces, searchTraces } from "@/lib/jaeger/search-traces";
import { tagText } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { requestCounts } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

/** Requests and how many of them have a trace, over the same stretches of time. */
export type SamplingFacts = { requests: number; traced: number; environment: string | null };

/**
 * In scrape intervals: by two of them the spans of a request have been sent (the exporter waits 5 s) and its metrics
 * scraped; four make a stretch, a minute by the plan; forty lie between two stretches, ten minutes by the plan.
 */
const settleScrapes = 2;
const stretchScrapes = 4;
const apartScrapes = 40;
const stretches = 3;

/**
 * Counts requests by metrics and by traces over three stretches of at most a minute, ten minutes apart. A stretch with
 * more traces than one search gives is shortened to what it gave. Empty without requests or without either count.
 */
export function measureSampling(nowMs = Date.now()): Promise<Measured<SamplingFacts>> {
  const scrapeMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  return measure(async () => {
    const sum: SamplingFacts = { requests: 0, traced: 0, environment: null };
    for (let index = 0; index < stretches; index += 1) {
      const endMs = nowMs - (settleScrapes + index * apartScrapes) * scrapeMs;
      const stretch = await countStretch(endMs, stretchScrapes * scrapeMs);
      sum.requests += stretch.requests;
      sum.traced += stretch.traced;
      sum.environment ??= stretch.environment;
    }
    return sum.requests > 0 ? { value: sum, sampledAtMs: nowMs } : null;
  });
}

async function countStretch(endMs: number, stretchMs: number): Promise<SamplingFacts> {
  const query = { service: apiServiceName, limit: maxTraces, startMs: endMs - stretchMs, endMs };
  const found = await searchTraces(query, { priority: "background", fresh: true });
  const roots = found.traces.flatMap((trace) => {
    const root = rootSpan(trace);
    return root?.kind === "server" ? [root] : [];
  });
  const oldestMs = Math.min(...found.traces.map((trace) => (rootSpan(trace)?.startUs ?? 0) / 1000));
  const startMs = found.limitReached && oldestMs > query.startMs ? oldestMs : query.startMs;
  const seconds = Math.max(1, Math.round((endMs - startMs) / 1000));
  const counts = await queryInstant(requestCounts(seconds), { atMs: endMs, fresh: true });
  return {
    requests: counts.reduce((total, { value }) => total + value, 0),
    traced: roots.length,
    environment: roots[0] ? (tagText(roots[0].resource, "deployment.environment.name") ?? null) : null,
  };
}
