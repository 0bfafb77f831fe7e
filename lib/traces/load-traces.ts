import "server-only";
import { formatDuration } from "@/lib/format/quantity";
import { isFailedTrace } from "@/lib/jaeger/root";
import { searchTraces, type TraceSearch } from "@/lib/jaeger/search-traces";
import { type Measured, mapMeasured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import type { PageWindow } from "@/lib/ranges/page-window";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { requestsByBucket } from "@/lib/victoriametrics/promql/latency";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { groupFailures } from "./group-failures";
import { samplingShare, samplingWords } from "./load-sampling";
import { type FailureScope, hint, planFailures } from "./search/plan-failures";
import { cutWindows, type SearchWindow, searchBudget, slowBoundsMs } from "./search/plan-trace-search";
import { unreadText } from "./search/unread-text";
import { statusKey, walkStatuses } from "./search/walk-statuses";
import { operationOf, rowsShown, selectRows } from "./trace-rows";
import type { TraceKind, TraceList } from "./types";

const limit = 20;

type Found = Pick<TraceSearch, "traces" | "unread"> & { about: string; complete: boolean };
type Context = FailureScope & {
  windows: SearchWindow[];
  /** Name of the server spans of the route, when only one is looked at. */
  operation: string | undefined;
};

/**
 * Newest failed or slowest requests. VictoriaMetrics says first where failures were and what counts as slow, so that
 * few windows of Jaeger need searching; without it the newest windows are searched all the same.
 */
export async function loadTraces({
  range,
  window,
  ...ask
}: {
  kind: TraceKind;
  range: RangeKey;
  /** Instead of the range: what somebody selected in it. */
  window?: PageWindow | null;
  /** "POST /api/documents/": only this route's requests. */
  route?: string | null;
  fresh?: boolean;
}): Promise<Measured<TraceList>> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  // The window ends with the running slot, ahead of now, so that everyone in the slot asks the same.
  const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
  const found = await findTracesOf({ ...ask, ...(window ?? { startMs: endMs - secondsOf(range) * 1000, endMs }) });
  return mapMeasured(found, (list) => ({ ...list, range }));
}

/** Like `loadTraces`, over any window, which may lie in the past. */
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
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval } = env();
  const atMs = endMs < Date.now() - interval * 1000 ? endMs : undefined;
  const windows = cutWindows(startMs, endMs);
  const operation = route === null ? undefined : operationOf(route);
  const context = { startMs, endMs, atMs, windows, fresh, selector: routeSelector(route), operation };
  return measure(async () => {
    const { traces, unread, about, complete } = kind === "failed" ? await findFailed(context) : await findSlow(context);
    const leftOut = unreadText(unread);
    const rows = selectRows(kind, traces, route);
    const list = {
      kind,
      rows: rows.slice(0, rowsShown),
      groups: kind === "failed" ? groupFailures(rows).slice(0, rowsShown) : [],
      scanned: [`${about}${traces.length} ${traces.length === 1 ? "trace" : "traces"} read`, leftOut]
        .filter((part) => part !== null)
        .join(". "),
      complete: complete && leftOut === null,
      samplingNote: samplingWords(),
    };
    return { value: list, sampledAtMs: Date.now() };
  });
}

const scannedText = (searched: number, all: number) => (all === 1 ? "" : `${searched} of ${all} hours searched, `);

async function findFailed({ windows, selector, operation, ...scope }: Context): Promise<Found> {
  const plan = await planFailures({ ...scope, selector });
  const walk = await walkStatuses({
    windows: plan.windows,
    kinds: plan.statuses.map((status) => ({ [statusKey]: status })),
    search: (window, tags) =>
      searchTraces(
        { service: apiServiceName, operation, tags, limit, ...window },
        { priority: "oncall", fresh: scope.fresh },
      ),
    enough: (traces) => traces.filter(isFailedTrace).length >= limit,
  });
  const statuses = plan.statuses.join(", ");
  const blind = plan.counted ? "" : `VictoriaMetrics cannot say which statuses occurred, ${statuses} were tried; `;
  const none = plan.statuses.length === 0 ? "no 5xx was counted in this range; " : "";
  const rare = plan.leftOut.length > 0 ? `rarer statuses not searched for: ${plan.leftOut.join(", ")}; ` : "";
  return {
    traces: walk.traces,
    unread: walk.unread,
    about: `${blind}${none}${rare}${scannedText(walk.windows, windows.length)}`,
    complete: walk.finished && plan.leftOut.length === 0,
  };
}

async function findSlow({ startMs, endMs, atMs, windows, fresh, selector, operation }: Context): Promise<Found> {
  const rangeSeconds = Math.round((endMs - startMs) / 1000);
  const buckets = await hint(() => queryInstant(requestsByBucket(rangeSeconds, selector), { atMs, fresh }));
  const counts = (buckets ?? []).map(({ labels, value }) => ({ le: labels.le ?? "", count: value }));
  const [boundMs, higherMs] = slowBoundsMs(counts, limit / 2 / samplingShare().ratio);
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
  // The slow ones that were counted may have no trace (sampling, or Jaeger was down); those that have one still help.
  const isEmpty = searches.every(({ traces }) => traces.length === 0);
  if (newest && boundMs !== undefined && isEmpty) {
    const about = `none above ${formatDuration(boundMs)} has a trace, newest requests, `;
    const { traces, unread } = await search(newest, undefined);
    return { traces, unread, about, complete: false };
  }
  return {
    traces: searches.flatMap(({ traces }) => traces),
    unread: searches.flatMap(({ unread }) => unread),
    about: `${bound}${scannedText(searched.length, windows.length)}`,
    complete: searched.length === windows.length && !searches.some(({ limitReached }) => limitReached),
  };
}
