import "server-only";
import { formatDuration } from "@/lib/format/quantity";
import { searchTraces, type TraceSearch } from "@/lib/jaeger/search-traces";
import { type Measured, mapMeasured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { failuresByStatus, requestsByBucket, routeSelector } from "@/lib/victoriametrics/promql/red";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange } from "@/lib/victoriametrics/query-range";
import {
  cutWindows,
  planFailedSearches,
  type SearchWindow,
  searchBudget,
  slowBoundsMs,
  windowsWithFailures,
} from "./search/plan-trace-search";
import { unreadText } from "./search/unread-text";
import { operationOf, selectRows } from "./trace-rows";
import type { TraceKind, TraceList } from "./types";

const limit = 20;
/** Asked for when VictoriaMetrics cannot say which occurred. */
const usualStatuses = ["500", "503", "502"];
const hourSeconds = 3600;

type Found = { searches: TraceSearch[]; about: string; complete: boolean };
type Context = {
  rangeSeconds: number;
  /** Set where the window lies in the past. */
  atMs: number | undefined;
  windows: SearchWindow[];
  fresh: boolean | undefined;
  /** Matchers of the one route that is looked at, and the name of its server span; empty for all. */
  selector: string;
  operation: string | undefined;
};

/**
 * Newest failed or slowest requests. VictoriaMetrics says first where failures were and what counts as slow, so that
 * few windows of Jaeger need searching; without it the newest windows are searched all the same.
 */
export async function loadTraces({
  range,
  ...ask
}: {
  kind: TraceKind;
  range: RangeKey;
  /** "POST /api/documents/": only this route's requests. */
  route?: string | null;
  fresh?: boolean;
}): Promise<Measured<TraceList>> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  // The window ends with the running slot, ahead of now, so that everyone in the slot asks the same.
  const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
  const found = await findTracesOf({ ...ask, startMs: endMs - secondsOf(range) * 1000, endMs });
  return mapMeasured(found, (list) => ({ ...list, range }));
}

/** As `loadTraces` over any window, which may lie in the past. */
export function findTracesOf({
  kind,
  startMs,
  endMs,
  route = null,
  fresh,
}: {
  kind: TraceKind;
  startMs: number;
  endMs: number;
  route?: string | null;
  fresh?: boolean;
}): Promise<Measured<Omit<TraceList, "range">>> {
  const { OBS_TRACE_SAMPLING_RATIO: sampling, OBS_SCRAPE_INTERVAL_SECONDS: interval } = env();
  const rangeSeconds = Math.round((endMs - startMs) / 1000);
  const atMs = endMs < Date.now() - interval * 1000 ? endMs : undefined;
  const windows = cutWindows(startMs, endMs);
  const operation = route === null ? undefined : operationOf(route);
  const context = { rangeSeconds, atMs, windows, fresh, selector: routeSelector(route), operation };
  return measure(async () => {
    const { searches, about, complete } = kind === "failed" ? await findFailed(context) : await findSlow(context);
    const traces = searches.flatMap((search) => search.traces);
    const leftOut = unreadText(searches.flatMap(({ unread }) => unread));
    const list = {
      kind,
      rows: selectRows(kind, traces, route),
      scanned: [`${about}${traces.length} ${traces.length === 1 ? "trace" : "traces"} read`, leftOut]
        .filter((part) => part !== null)
        .join(". "),
      complete: complete && leftOut === null && !searches.some(({ limitReached }) => limitReached),
      samplingNote: sampling < 1 ? `About 1 in ${Math.round(1 / sampling)} requests has a trace.` : null,
    };
    return { value: list, sampledAtMs: Date.now() };
  });
}

/** What VictoriaMetrics knows, or null when it cannot be asked: traces must not go down with it. */
async function hint<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

const scannedText = (searched: number, all: number) => (all === 1 ? "" : `${searched} of ${all} hours searched, `);

async function findFailed({ rangeSeconds, atMs, windows, fresh, selector, operation }: Context): Promise<Found> {
  const known = await hint(() => queryInstant(failuresByStatus(rangeSeconds, selector), { atMs, fresh }));
  const statuses = known
    ? known.toSorted((a, b) => b.value - a.value).map(({ labels }) => labels.status ?? "")
    : usualStatuses;
  const candidates =
    statuses.length === 0
      ? []
      : windowsWithFailures(windows, await failuresOverTime({ rangeSeconds, atMs, selector, fresh }));
  const planned = planFailedSearches(candidates, statuses);
  const search = ({ window, status }: (typeof planned)[number], tag: string) =>
    searchTraces(
      { service: apiServiceName, operation, tags: { [tag]: status }, limit, ...window },
      { priority: "oncall", fresh },
    );
  const searches = await Promise.all(planned.map((plan) => search(plan, "http.response.status_code")));
  const first = planned[0];
  // Older instrumentation names the attribute otherwise; worth one more search when the new name found nothing.
  if (first && searches.every(({ traces }) => traces.length === 0))
    searches.push(await search(first, "http.status_code"));
  const blind = known ? "" : "VictoriaMetrics cannot say which statuses occurred, 500, 502 and 503 were tried; ";
  const none = known && statuses.length === 0 ? "no 5xx was counted in this range; " : "";
  const searchedWindows = new Set(planned.map(({ window }) => window.startMs)).size;
  return {
    searches,
    about: `${blind}${none}${scannedText(searchedWindows, windows.length)}`,
    complete: planned.length === candidates.length * statuses.length,
  };
}

/** Failures per hour where the range is longer than one search may be; null when it is not, or nobody can say. */
async function failuresOverTime({
  rangeSeconds,
  atMs = Date.now(),
  selector,
  fresh,
}: Pick<Context, "rangeSeconds" | "atMs" | "selector" | "fresh">) {
  if (rangeSeconds <= hourSeconds) return null;
  const endMs = Math.ceil(atMs / (hourSeconds * 1000)) * hourSeconds * 1000;
  const grid = { startMs: endMs - rangeSeconds * 1000, endMs, stepSeconds: hourSeconds, fresh };
  const result = await hint(() => queryRange(`sum(${failuresByStatus(hourSeconds, selector)})`, grid));
  return result && { timesMs: result.timesMs, points: result.series[0]?.points ?? [] };
}

async function findSlow({ rangeSeconds, atMs, windows, fresh, selector, operation }: Context): Promise<Found> {
  const buckets = await hint(() => queryInstant(requestsByBucket(rangeSeconds, selector), { atMs, fresh }));
  const counts = (buckets ?? []).map(({ labels, value }) => ({ le: labels.le ?? "", count: value }));
  const [boundMs, higherMs] = slowBoundsMs(counts, limit / 2 / env().OBS_TRACE_SAMPLING_RATIO);
  const searched = windows.slice(0, searchBudget);
  const search = (window: SearchWindow, minDurationMs: number | undefined) =>
    searchTraces(
      { service: apiServiceName, operation, minDurationMs, limit, ...window },
      { priority: "oncall", fresh },
    );
  const searches = await Promise.all(searched.map((window) => search(window, boundMs)));
  const newest = searched[0];
  // One search returns the newest 20 above its bound; a second one above the next bound is sure to see the slowest.
  if (newest && windows.length === 1 && higherMs !== undefined) searches.push(await search(newest, higherMs));
  const bound = boundMs === undefined ? "newest requests, " : `above ${formatDuration(boundMs)}, `;
  // The slow ones that were counted may have no trace (sampling, a Jaeger that was away); those that have one still tell.
  const isEmpty = searches.every(({ traces }) => traces.length === 0);
  if (newest && boundMs !== undefined && isEmpty) {
    const about = `none above ${formatDuration(boundMs)} has a trace, newest requests, `;
    return { searches: [await search(newest, undefined)], about, complete: false };
  }
  return {
    searches,
    about: `${bound}${scannedText(searched.length, windows.length)}`,
    complete: searched.length === windows.length,
  };
}
