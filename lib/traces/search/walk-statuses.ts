import type { TraceSearch } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import { type SearchWindow, searchBudget } from "./plan-trace-search";
import { type Tags, type Walk, walkWindows } from "./walk-windows";

export const statusKey = "http.response.status_code";
/** Older instrumentation names the attribute otherwise. */
const oldStatusKey = "http.status_code";

type Ask = {
  windows: readonly SearchWindow[];
  kinds: readonly Tags[];
  search: (window: SearchWindow, tags: Tags) => Promise<TraceSearch>;
  enough: (traces: readonly Trace[]) => boolean;
};

/**
 * Walks the windows within the budget of one list. Where nothing has the attribute of the status, what is left of the
 * budget goes to its older name.
 */
export async function walkStatuses(ask: Ask): Promise<Walk> {
  const walk = await walkWindows({ ...ask, budget: searchBudget });
  const [first] = ask.kinds;
  const status = first?.[statusKey];
  const left = searchBudget - walk.searches;
  if (!status || left <= 0 || walk.traces.length > 0 || walk.unread.length > 0) return walk;
  const { [statusKey]: _, ...rest } = first;
  const older = await walkWindows({ ...ask, kinds: [{ ...rest, [oldStatusKey]: status }], budget: left });
  return {
    traces: older.traces,
    unread: older.unread,
    searches: walk.searches + older.searches,
    windows: Math.max(walk.windows, older.windows),
    // Nothing of the newer name was there: how far the walk got is what either name has covered.
    coveredFromMs: Math.max(walk.coveredFromMs, older.coveredFromMs),
    finished: walk.finished && older.finished,
  };
}
