import "server-only";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { mapTrace } from "./map-trace";
import { rootSpan } from "./root";
import { tracesSchema } from "./schema";
import { enqueueSearch, promoteSearch, type SearchPriority } from "./search-queue";
import { noteVersions } from "./seen-versions";
import { askServedApi } from "./served-api";
import { noteSpans } from "./span-index";
import { type Trace, tagText } from "./trace";
import { searchUrl, type TraceQuery } from "./urls";
import { mapV3Traces } from "./v3/map-traces";
import { v3TracesSchema } from "./v3/schema";
import { v3SearchUrl } from "./v3/urls";

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
function clampQuery(query: TraceQuery): TraceQuery {
  return {
    ...query,
    limit: Math.min(maxTraces, Math.max(1, Math.floor(query.limit))),
    startMs: Math.max(query.startMs, query.endMs - maxWindowMs),
  };
}

/** `read` counts what Jaeger gave, before anything was filtered here. */
type Found = { traces: Trace[]; read: number };
const foundOf = (traces: Trace[]): Found => ({ traces, read: traces.length });
const json = tracesSchema.transform(({ data }) => foundOf(data.map(mapTrace)));
const v3 = v3TracesSchema.transform((body) => foundOf(mapV3Traces(body)));

/** As Jaeger matches tags: each somewhere in the trace, as text, on a span or its process. */
function hasTags({ spans }: Trace, tags: Record<string, string> = {}): boolean {
  return Object.entries(tags).every(([key, value]) =>
    spans.some(
      (span) =>
        tagText(span.tags, key) === value ||
        tagText(span.resource, key) === value ||
        span.events.some((event) => tagText(event.attributes, key) === value),
    ),
  );
}

async function load(query: TraceQuery): Promise<TraceSearch> {
  const base = env().JAEGER_URL;
  const found = await askServedApi("search", {
    json: { url: searchUrl(base, query), schema: json },
    camel: { url: v3SearchUrl(base, query, "camel"), schema: v3, onNotFound: foundOf([]) },
    // Knows no attributes before 2.19: its newest traces are filtered here.
    snake: {
      url: v3SearchUrl(base, query, "snake"),
      schema: v3.transform(({ traces, read }) => ({
        traces: traces.filter((trace) => hasTags(trace, query.tags)),
        read,
      })),
      onNotFound: foundOf([]),
    },
  });
  noteSpans(found.traces);
  noteVersions(found.traces);
  const traces = found.traces.toSorted((a, b) => startUsOf(b) - startUsOf(a));
  return { traces, startMs: query.startMs, endMs: query.endMs, limitReached: found.read >= query.limit };
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
