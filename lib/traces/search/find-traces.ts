import "server-only";
import { searchTraces } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { failuresByStatus } from "@/lib/victoriametrics/promql/red";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { matchesCriteria, toHit } from "./match-trace";
import { cutWindows, searchBudget } from "./plan-trace-search";
import type { TraceCriteria, TraceSearchResult } from "./types";
import { unreadText } from "./unread-text";
import { type Walk, walkWindows } from "./walk-windows";

const hitsMax = 20;
/** Below this the index of badger is walked over its whole retention; filtered here instead. */
const minDurationAskedMs = 100;
const statusKey = "http.response.status_code";
const oldStatusKey = "http.status_code";

type Tags = Record<string, string>;

/** The sets of tags to search for, one after the other; null when VictoriaMetrics says that there is nothing. */
async function tagSets({ status, attribute, untilMs, range }: TraceCriteria, notes: string[]): Promise<Tags[] | null> {
  const own: Tags = attribute ? { [attribute.key]: attribute.value } : {};
  if (status !== null && /^\d{3}$/.test(status)) return [{ ...own, [statusKey]: status }];
  if (status !== "5xx" && status !== "failed") return [own];
  let codes = ["500", "503", "502"];
  try {
    // Counted over the range that ends now: what occurred before `untilMs` alone cannot be told cheaply.
    const counted = await queryInstant(failuresByStatus(secondsOf(range)));
    if (counted.length > 0)
      codes = counted.toSorted((a, b) => b.value - a.value).map(({ labels }) => labels.status ?? "");
    else if (untilMs === null && status === "5xx") {
      notes.push("VictoriaMetrics counted no 5xx in this range, so Jaeger was not asked.");
      return null;
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    notes.push("VictoriaMetrics cannot say which 5xx occurred; 500, 503 and 502 were tried.");
  }
  const sets = codes.slice(0, 3).map((code) => ({ ...own, [statusKey]: code }));
  // A panic recovered outside the tracing middleware leaves no status, only its event.
  return status === "failed" ? [...sets, { ...own, event: "exception" }] : sets;
}

/** The span name to ask Jaeger for: that of a route's server span is the route's own, when one matched. */
function operationOf({ route, operation }: TraceCriteria): string | undefined {
  if (operation !== null) return operation;
  if (route === null || route.startsWith("OTHER ")) return undefined;
  return route.replace(/ \(no route\)$/, "");
}

/**
 * Traces that meet the criteria, newest first: at most 20, by at most four searches of at most an hour and 20 traces
 * each. Says how far it got.
 */
export function findTraces(
  criteria: TraceCriteria,
  { fresh }: { fresh?: boolean } = {},
): Promise<Measured<TraceSearchResult>> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_TRACE_SAMPLING_RATIO: samplingRatio } = env();
  const toMs = criteria.untilMs ?? slotStartMs(Date.now(), interval * 1000) + interval * 1000;
  const fromMs = toMs - secondsOf(criteria.range) * 1000;
  return measure(async () => {
    const notes: string[] = [];
    const sets = await tagSets(criteria, notes);
    const found = sets === null ? null : await walkSets(criteria, sets, { fromMs, toMs, fresh });
    const matching = (found?.traces ?? []).filter((trace) => matchesCriteria(trace, criteria));
    const leftOut = unreadText(found?.unread ?? []);
    if (leftOut) notes.push(leftOut);
    const hits = matching.map(toHit).filter((hit) => hit !== null);
    hits.sort((a, b) => b.startedAtMs - a.startedAtMs);
    const shown = hits.slice(0, hitsMax);
    // Hits that do not fit are for the next look further back.
    const cutMs = hits.length > hitsMax ? (shown.at(-1)?.startedAtMs ?? toMs) : fromMs;
    const coveredFromMs = Math.max(found?.coveredFromMs ?? fromMs, cutMs);
    const value: TraceSearchResult = {
      hits: shown,
      read: found?.traces.length ?? 0,
      searches: found?.searches ?? 0,
      fromMs,
      toMs,
      coveredFromMs,
      mayHaveMore: hits.length > hitsMax || found?.finished === false,
      notes,
      samplingRatio,
    };
    return { value, sampledAtMs: Date.now() };
  });
}

type Scope = { fromMs: number; toMs: number; fresh: boolean | undefined };

async function walkSets(criteria: TraceCriteria, sets: Tags[], { fromMs, toMs, fresh }: Scope): Promise<Walk> {
  const windows = cutWindows(fromMs, toMs);
  const minDurationMs = criteria.minMs !== null && criteria.minMs >= minDurationAskedMs ? criteria.minMs : undefined;
  const base = { service: criteria.service, operation: operationOf(criteria), minDurationMs, limit: hitsMax };
  const walkSet = (tags: Tags, budget: number) =>
    walkWindows(
      windows,
      budget,
      (window) => searchTraces({ ...base, tags, ...window }, { priority: "page", fresh }),
      (traces) => traces.filter((trace) => matchesCriteria(trace, criteria)).length >= hitsMax,
    );
  const share = Math.max(1, Math.floor(searchBudget / sets.length));
  const walks: Walk[] = [];
  for (const tags of sets) walks.push(await walkSet(tags, share));
  const [first] = sets;
  const searched = walks.reduce((sum, walk) => sum + walk.searches, 0);
  const status = first?.[statusKey];
  if (status && searched < searchBudget && walks.every(({ traces }) => traces.length === 0)) {
    // Older instrumentation names the attribute otherwise.
    const { [statusKey]: _, ...rest } = first;
    walks.push(await walkSet({ ...rest, [oldStatusKey]: status }, searchBudget - searched));
  }
  return joinWalks(walks);
}

/** Each trace once; covered is what every walk has covered. */
function joinWalks(walks: readonly Walk[]): Walk {
  const traces = new Map<string, Trace>(walks.flatMap((walk) => walk.traces.map((trace) => [trace.traceId, trace])));
  return {
    traces: [...traces.values()],
    unread: walks.flatMap(({ unread }) => unread),
    searches: walks.reduce((sum, walk) => sum + walk.searches, 0),
    coveredFromMs: walks.reduce((latest, walk) => Math.max(latest, walk.coveredFromMs), 0),
    finished: walks.every((walk) => walk.finished),
  };
}
