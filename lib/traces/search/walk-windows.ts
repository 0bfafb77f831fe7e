import type { Unread } from "@/lib/jaeger/salvage-search";
import type { TraceSearch } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { SearchWindow } from "./plan-trace-search";

/** `unread`: periods within what was covered whose traces could not be read. */
export type Walk = {
  traces: Trace[];
  unread: Unread[];
  searches: number;
  /** Windows that were searched at least in part. */
  windows: number;
  /** Everything of every kind from here to the end was looked at. */
  coveredFromMs: number;
  finished: boolean;
};

/** Span attributes that one search asks for. */
export type Tags = Record<string, string>;

type Ask = {
  windows: readonly SearchWindow[];
  /** What to ask for in each window, such as one status each; each costs at least one search. */
  kinds: readonly Tags[];
  budget: number;
  search: (window: SearchWindow, tags: Tags) => Promise<TraceSearch>;
  enough: (traces: readonly Trace[]) => boolean;
};

/**
 * Searches the windows, newest first, each for every kind before an older one, within a fixed budget, until `enough`
 * says so. A search that came back full is followed by one before the oldest trace that it gave, first for the kind
 * that is least far back, so that what was covered has no holes. The first round of a window is never cut short by
 * `enough`: so the newest of every kind are seen, and a look further back always makes progress.
 */
export async function walkWindows({ windows, kinds, budget, search, enough }: Ask): Promise<Walk> {
  const startMs = windows[0]?.endMs ?? 0;
  const walk: Walk = { traces: [], unread: [], searches: 0, windows: 0, coveredFromMs: startMs, finished: false };
  const read = new Set<string>();
  for (const window of windows) {
    const open = kinds.map((tags) => ({ tags, endMs: window.endMs }));
    for (;;) {
      const next = open.toSorted((a, b) => b.endMs - a.endMs)[0];
      if (!next || next.endMs <= window.startMs) break;
      const isFirstRound = next.endMs === window.endMs;
      if (walk.searches >= budget) return walk;
      if (enough(walk.traces) && !(isFirstRound && next !== open[0])) return walk;
      if (isFirstRound && next === open[0]) walk.windows += 1;
      const found = await search({ startMs: window.startMs, endMs: next.endMs }, next.tags);
      walk.searches += 1;
      for (const trace of found.traces) {
        if (!read.has(trace.traceId)) walk.traces.push(trace);
        read.add(trace.traceId);
      }
      walk.unread.push(...found.unread);
      // A clock ahead of ours, or 20 traces in one instant, must not stop the walk.
      const back = Math.floor(Math.min(next.endMs - 1, found.readFromMs));
      next.endMs = found.limitReached ? Math.max(window.startMs, back) : window.startMs;
      walk.coveredFromMs = Math.min(walk.coveredFromMs, Math.max(...open.map(({ endMs }) => endMs)));
    }
  }
  return { ...walk, finished: true };
}
