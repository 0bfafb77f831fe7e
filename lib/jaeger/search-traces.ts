import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { askJaeger } from "./ask";
import { mapTrace } from "./map-trace";
import { rootSpan } from "./root";
import { tracesSchema } from "./schema";
import { enqueueSearch, promoteSearch, type SearchPriority } from "./search-queue";
import type { Trace } from "./trace";
import { searchUrl, type TraceQuery } from "./urls";

/** What was found, newest first, and what was really searched: the window and the limit are clamped. */
export type TraceSearch = {
  traces: Trace[];
  startMs: number;
  endMs: number;
  /** As many traces as were asked for: there may be more in the window. */
  limitReached: boolean;
};

export const maxTraces = 20;
export const maxWindowMs = 60 * 60 * 1000;

const startUsOf = (trace: Trace) => rootSpan(trace)?.startUs ?? Number.NEGATIVE_INFINITY;

/** The query within what one search may cost Jaeger: at most 20 traces, and the newest hour of a longer window. */
export function clampQuery(query: TraceQuery): TraceQuery {
  return {
    ...query,
    limit: Math.min(maxTraces, Math.max(1, Math.floor(query.limit))),
    startMs: Math.max(query.startMs, query.endMs - maxWindowMs),
  };
}

async function load(query: TraceQuery): Promise<TraceSearch> {
  const { data } = await askJaeger(searchUrl(env().JAEGER_URL, query), tracesSchema);
  const traces = data.map(mapTrace).toSorted((a, b) => startUsOf(b) - startUsOf(a));
  return { traces, startMs: query.startMs, endMs: query.endMs, limitReached: data.length >= query.limit };
}

/**
 * Searches one service's traces. Badger matches each condition per trace and `minDurationMs` against any span of it:
 * filter what comes back by its root. One search runs at a time in this process, urgent askers first; align the times
 * to the slot, or nobody shares the answer. Throws `UpstreamError`.
 */
export function searchTraces(
  query: TraceQuery,
  { priority = "page", fresh }: { priority?: SearchPriority; fresh?: boolean } = {},
): Promise<TraceSearch> {
  const clamped = clampQuery(query);
  const key = `jaeger search ${searchUrl("", clamped)}`;
  promoteSearch(key, priority);
  return coalesce(key, () => enqueueSearch(key, priority, () => load(clamped)), { fresh });
}
