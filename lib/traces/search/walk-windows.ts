import type { Unread } from "@/lib/jaeger/salvage-search";
import type { TraceSearch } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { SearchWindow } from "./plan-trace-search";

/** `unread`: stretches within what was covered whose traces could not be read. */
export type Walk = {
  traces: Trace[];
  unread: Unread[];
  searches: number;
  coveredFromMs: number;
  finished: boolean;
};

/**
 * Searches windows newest first with a fixed budget, until `enough` says so. A search that came back full is followed
 * by one for what lies before the oldest trace it gave, so that what was covered has no holes.
 */
export async function walkWindows(
  windows: readonly SearchWindow[],
  budget: number,
  search: (window: SearchWindow) => Promise<TraceSearch>,
  enough: (traces: readonly Trace[]) => boolean,
): Promise<Walk> {
  const walk: Walk = { traces: [], unread: [], searches: 0, coveredFromMs: windows[0]?.endMs ?? 0, finished: false };
  for (const window of windows) {
    let endMs = window.endMs;
    while (endMs > window.startMs) {
      if (walk.searches >= budget || enough(walk.traces)) return walk;
      const found = await search({ startMs: window.startMs, endMs });
      walk.searches += 1;
      walk.traces.push(...found.traces);
      walk.unread.push(...found.unread);
      // A clock ahead of ours, or 20 traces in one instant, must not stop the walk.
      const next = Math.floor(Math.min(endMs - 1, found.readFromMs));
      endMs = found.limitReached ? Math.max(window.startMs, next) : window.startMs;
      walk.coveredFromMs = endMs;
    }
  }
  return { ...walk, finished: true };
}
