import "server-only";
import { rootSpan } from "@/lib/jaeger/root";
import { maxTraces, searchTraces } from "@/lib/jaeger/search-traces";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { coalesce } from "@/lib/upstream/coalesce";
import { measure } from "@/lib/upstream/measure";
import { requestCounts } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import type { SamplingFacts } from "./types";

const minuteMs = 60_000;
/** Batches of spans are some seconds on their way. */
const arrivalMs = 15_000;

/**
 * The share of requests that have a trace, counted over the last whole minute whose spans have arrived; asked once a
 * minute, since a search costs Jaeger much. Where there are more traces than one search gives, over the stretch that
 * the newest of them cover. Empty without requests.
 */
export function loadSampling(nowMs: number): Promise<Measured<SamplingFacts>> {
  const endMs = Math.floor((nowMs - arrivalMs) / minuteMs) * minuteMs;
  const lastsMs = (found: unknown) => (found === null ? 0 : minuteMs);
  return measure(() => coalesce(`sampling ${endMs}`, () => measureSampling(endMs), { lastsMs }));
}

async function measureSampling(endMs: number): Promise<{ value: SamplingFacts; sampledAtMs: number } | null> {
  const query = { service: apiServiceName, startMs: endMs - minuteMs, endMs, limit: maxTraces };
  const { traces, limitReached } = await searchTraces(query, { priority: "background" });
  const starts = traces.flatMap((trace) => {
    const root = rootSpan(trace);
    return root?.kind === "server" ? [root.startUs / 1000] : [];
  });
  const overMs = limitReached ? endMs - Math.min(endMs - 1000, ...starts) : minuteMs;
  const counts = await queryInstant(requestCounts(minuteMs / 1000), { atMs: endMs });
  const requests = (counts.reduce((sum, { value }) => sum + value, 0) * overMs) / minuteMs;
  if (!(requests > 0)) return null;
  return { value: { ratio: starts.length / requests, requests, traces: starts.length, overMs }, sampledAtMs: endMs };
}
