import "server-only";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { failuresByStatus } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { cutWindows, type SearchWindow, windowsWithFailures } from "./plan-trace-search";

/** Searched for when VictoriaMetrics cannot say which occurred. */
const usualStatuses = ["500", "503", "502"];
/** Each costs one search in every window: more would leave no budget for an older window. */
const statusesMax = 3;
const hourSeconds = 3600;

export type FailureScope = {
  startMs: number;
  endMs: number;
  /** Set where the window lies in the past. */
  atMs: number | undefined;
  /** Matchers of the one route that is looked at; empty for all. */
  selector: string;
  fresh: boolean | undefined;
};

export type FailurePlan = {
  /** Most frequent first, three at most; empty when none occurred. */
  statuses: string[];
  /** Rarer ones that are not searched for. */
  leftOut: string[];
  /** The windows in which failures were counted, newest first. */
  windows: SearchWindow[];
  /** False when VictoriaMetrics could not say: then the usual statuses and all windows. */
  counted: boolean;
};

/** What VictoriaMetrics knows, or null when it cannot be asked: traces must not go down with it. */
export async function hint<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/** The plan without counts: the usual statuses, in all windows. */
export const uncountedFailures = (windows: SearchWindow[]): FailurePlan => ({
  statuses: usualStatuses,
  leftOut: [],
  windows,
  counted: false,
});

/** Which 5xx to search for, and in which hours: the one plan of every search for failed requests of the API. */
export async function planFailures(scope: FailureScope): Promise<FailurePlan> {
  const { startMs, endMs, atMs, selector, fresh } = scope;
  const rangeSeconds = Math.round((endMs - startMs) / 1000);
  const windows = cutWindows(startMs, endMs);
  const known = await hint(() => queryInstant(failuresByStatus(rangeSeconds, selector), { atMs, fresh }));
  if (known === null) return uncountedFailures(windows);
  const occurred = known.toSorted((a, b) => b.value - a.value).map(({ labels }) => labels.status ?? "");
  if (occurred.length === 0) return { statuses: [], leftOut: [], windows: [], counted: true };
  return {
    statuses: occurred.slice(0, statusesMax),
    leftOut: occurred.slice(statusesMax),
    windows: windowsWithFailures(windows, await failuresOverTime(scope, rangeSeconds)),
    counted: true,
  };
}

/** Failures per hour where the range is longer than one search may be; null when it is not, or nobody can say. */
async function failuresOverTime({ atMs = Date.now(), selector, fresh }: FailureScope, rangeSeconds: number) {
  if (rangeSeconds <= hourSeconds) return null;
  const endMs = Math.ceil(atMs / (hourSeconds * 1000)) * hourSeconds * 1000;
  const grid = { startMs: endMs - rangeSeconds * 1000, endMs, stepSeconds: hourSeconds, fresh };
  const result = await hint(() => queryRange(`sum(${failuresByStatus(hourSeconds, selector)})`, grid));
  return result && { timesMs: result.timesMs, points: result.series[0]?.points ?? [] };
}
