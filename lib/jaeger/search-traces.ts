import "server-only";
import { coalesce } from "@/lib/upstream/coalesce";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { askSearch, startMsOf } from "./ask-search";
import { salvageSearch, type Unread } from "./salvage-search";
import { enqueueSearch, promoteSearch, type SearchPriority } from "./search-queue";
import { noteVersions } from "./seen-versions";
import { isUnreadable } from "./served-api";
import { noteSpans } from "./span-index";
import type { Trace } from "./trace";
import { searchUrl, type TraceQuery } from "./urls";

/** What was found, newest first, and what was really searched: the window and the limit are clamped. */
export type TraceSearch = {
  traces: Trace[];
  startMs: number;
  endMs: number;
  /** As many traces were found as were asked for: there may be more in the window. */
  limitReached: boolean;
  /** Everything from here to `endMs` was read, except `unread`: the start of the window, or the oldest trace read. */
  readFromMs: number;
  /** Periods whose traces Jaeger could not give: one of them is too large, or cannot be written as JSON. */
  unread: Unread[];
};

export const maxTraces = 20;
export const maxWindowMs = 60 * 60 * 1000;

/** The query within what one search may cost Jaeger: at most 20 traces, and the newest hour of a longer window. */
function clampQuery(query: TraceQuery): TraceQuery {
  return {
    ...query,
    limit: Math.min(maxTraces, Math.max(1, Math.floor(query.limit))),
    startMs: Math.max(query.startMs, query.endMs - maxWindowMs),
  };
}

async function load(query: TraceQuery): Promise<TraceSearch> {
  const found = await askSearch(query, { anyTags: false }).then(
    (whole) => ({
      traces: whole.traces,
      unread: [],
      isFull: whole.read >= query.limit,
      oldestMs: whole.read >= query.limit ? whole.oldestMs : query.startMs,
    }),
    (error: unknown) => {
      if (error instanceof UpstreamError && isUnreadable(error)) return salvageSearch(query, error, askSearch);
      throw error;
    },
  );
  noteSpans(found.traces);
  noteVersions(found.traces);
  return {
    traces: found.traces.toSorted((a, b) => startMsOf(b) - startMsOf(a)),
    startMs: query.startMs,
    endMs: query.endMs,
    limitReached: found.isFull,
    readFromMs: Math.min(query.endMs, Math.max(query.startMs, found.oldestMs)),
    unread: found.unread,
  };
}

/**
 * Searches one service's traces. Badger matches each condition per trace and `minDurationMs` against any span of it:
 * filter what comes back by its root. One search runs at a time in this process, urgent callers first; align the times
 * to the slot, or nobody shares the answer. One unreadable trace does not fail the search: `unread` says what was left
 * out. Throws `UpstreamError` when nothing can be read.
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
