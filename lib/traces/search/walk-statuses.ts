import type { TraceSearch } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import { type SearchWindow, searchBudget } from "./plan-trace-search";
import { type Tags, type Walk, walkWindows } from "./walk-windows";

export const statusKey = "http.response.status_code";
/** The attribute's name in older instrumentation. */
const oldStatusKey = "http.status_code";

type Ask = {
  windows: readonly SearchWindow[];
  kinds: readonly Tags[];
  search: (window: SearchWindow, tags: Tags) => Promise<TraceSearch>;
  enough: (traces: readonly Trace[]) => boolean;
};

/**
 * Walks the windows within the budget of one list. If no trace has the status attribute, the rest of the budget goes to
 * its older name.
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
    // Nothing had the newer name, so only what both walks covered is covered.
    coveredFromMs: Math.max(walk.coveredFromMs, older.coveredFromMs),
    finished: walk.finished && older.finished,
  };
}
