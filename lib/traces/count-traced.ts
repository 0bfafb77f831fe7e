import "server-only";
import { rootSpan } from "@/lib/jaeger/root";
import { maxTraces, searchTraces } from "@/lib/jaeger/search-traces";
import { tagText } from "@/lib/jaeger/trace";
import { apiServiceName } from "@/lib/plan/contract";
import { requestCounts } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

/** Requests and how many of them have a trace, over the same period. */
export type Traced = { requests: number; traced: number; overMs: number; environment: string | null };

/**
 * Counts the API's requests by metrics and by traces over the `stretchMs` that end at `endMs`. A period with more
 * traces than one search gives is shortened to what it gave. Throws `UpstreamError`.
 */
export async function countTraced(endMs: number, stretchMs: number): Promise<Traced> {
  const query = { service: apiServiceName, limit: maxTraces, startMs: endMs - stretchMs, endMs };
  const found = await searchTraces(query, { priority: "background", fresh: true });
  const roots = found.traces.flatMap((trace) => {
    const root = rootSpan(trace);
    return root?.kind === "server" ? [root] : [];
  });
  const oldestMs = Math.min(...found.traces.map((trace) => (rootSpan(trace)?.startUs ?? 0) / 1000));
  const startMs = found.limitReached && oldestMs > query.startMs ? oldestMs : query.startMs;
  // Scrapes are seconds apart, so the count of a shorter period is taken as its share of the whole.
  const counts = await queryInstant(requestCounts(Math.round(stretchMs / 1000)), { atMs: endMs, fresh: true });
  const requests = counts.reduce((total, { value }) => total + value, 0);
  return {
    requests: (requests * (endMs - startMs)) / stretchMs,
    traced: roots.length,
    overMs: endMs - startMs,
    environment: roots[0] ? (tagText(roots[0].resource, "deployment.environment.name") ?? null) : null,
  };
}
