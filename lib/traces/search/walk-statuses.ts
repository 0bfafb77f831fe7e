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
 * its older name, one search for each status while it lasts.
 */
export async function walkStatuses(ask: Ask): Promise<Walk> {
  const walk = await walkWindows({ ...ask, budget: searchBudget });
  const left = searchBudget - walk.searches;
  if (left <= 0 || walk.traces.length > 0 || walk.unread.length > 0) return walk;
  const kinds = ask.kinds.flatMap(({ [statusKey]: status, ...rest }) =>
    status === undefined ? [] : [{ ...rest, [oldStatusKey]: status }],
  );
  if (kinds.length === 0) return walk;
  const older = await walkWindows({ ...ask, kinds: kinds.slice(0, left), budget: left });
  return {
    // The newer name was looked for everywhere: how far it got is what the older one has covered.
    ...older,
    searches: walk.searches + older.searches,
    windows: walk.windows,
    finished: older.finished && (kinds.length <= left || older.traces.length === 0),
  };
}
