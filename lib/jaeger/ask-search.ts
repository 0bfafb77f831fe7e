import "server-only";
import { env } from "@/lib/runtime/env";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { mapTrace } from "./map-trace";
import { rootSpan } from "./root";
import { tracesSchema } from "./schema";
import { askServedApi, askV3, isUnreadable, type JaegerApi, type Way } from "./served-api";
import { type Trace, tagText } from "./trace";
import { searchUrl, type TraceQuery } from "./urls";
import { mapV3Traces } from "./v3/map-traces";
import { v3TracesSchema } from "./v3/schema";
import { v3SearchUrl } from "./v3/urls";

/** What one search gave: `read` and `oldestMs` cover all that Jaeger sent, before anything was filtered here. */
export type Found = { traces: Trace[]; read: number; oldestMs: number };

/** When a trace began, unix ms; infinite for one without spans. */
export const startMsOf = (trace: Trace) => (rootSpan(trace)?.startUs ?? Number.POSITIVE_INFINITY) / 1000;

function foundOf(traces: Trace[]): Found {
  const oldestMs = traces.reduce((least, trace) => Math.min(least, startMsOf(trace)), Number.POSITIVE_INFINITY);
  return { traces, read: traces.length, oldestMs };
}
const json = tracesSchema.transform(({ data }) => foundOf(data.map(mapTrace)));
const v3 = v3TracesSchema.transform((body) => foundOf(mapV3Traces(body)));

/** Matches tags as Jaeger does: each anywhere in the trace, compared as text, on a span, its process or an event. */
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

const snakeOf = (way: Way<Found>): [JaegerApi, Way<Found>] => ["snake", way];

/**
 * Twenty traces are about 130 kB; ten of 1,100 spans that run at the same time are 13 MB, and asking for fewer would
 * miss some of them. One search runs at a time (search-queue.ts), so this much is held only once, however many look.
 */
const maxBodyBytes = 16 * 1024 * 1024;

function waysOf(query: TraceQuery) {
  const base = env().JAEGER_URL;
  const none = foundOf([]);
  const camel: Way<Found> = { url: v3SearchUrl(base, query, "camel"), schema: v3, onNotFound: none, maxBodyBytes };
  // Before 2.19 it cannot search by attributes: its newest traces are filtered here.
  const snake: Way<Found> = {
    url: v3SearchUrl(base, query, "snake"),
    schema: v3.transform((found) => ({ ...found, traces: found.traces.filter((trace) => hasTags(trace, query.tags)) })),
    onNotFound: none,
    maxBodyBytes,
  };
  return { json: { url: searchUrl(base, query), schema: json, maxBodyBytes }, camel, snake };
}

/**
 * One search, exactly as given. Where the old JSON API fails on its own data, v3 is asked; `anyTags` allows even the v3
 * that cannot search by attributes, whose newest traces are filtered here. Throws `UpstreamError`.
 */
export async function askSearch(query: TraceQuery, { anyTags }: { anyTags: boolean }): Promise<Found> {
  const ways = waysOf(query);
  try {
    return await askServedApi("search", ways);
  } catch (error) {
    if (!(error instanceof UpstreamError) || !isUnreadable(error) || error.failure.tooLarge) throw error;
    const hasNoTags = Object.keys(query.tags ?? {}).length === 0;
    const found = await askV3<Found>([["camel", ways.camel], ...(anyTags || hasNoTags ? [snakeOf(ways.snake)] : [])]);
    if (found === undefined) throw error;
    return found;
  }
}
