import "server-only";
import { searchTraces } from "@/lib/jaeger/search-traces";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { cleanInTurns } from "../clean-trace";
import { samplingWords } from "../load-sampling";
import { matchesCriteria, toHit } from "./match-trace";
import { planFailures, uncountedFailures } from "./plan-failures";
import { cutWindows, type SearchWindow } from "./plan-trace-search";
import type { TraceCriteria, TraceSearchResult } from "./types";
import { unreadText } from "./unread-text";
import { statusKey, walkStatuses } from "./walk-statuses";
import type { Tags, Walk } from "./walk-windows";

const hitsMax = 20;
/** Below this badger would walk its index over the whole retention, so shorter limits are applied here instead. */
const minDurationAskedMs = 100;

type Plan = { kinds: Tags[]; windows: readonly SearchWindow[] };
type Scope = { fromMs: number; toMs: number; fresh: boolean | undefined };

/** What to ask for in which windows; null when VictoriaMetrics says that there is nothing. */
async function planSearch(criteria: TraceCriteria, scope: Scope, notes: string[]): Promise<Plan | null> {
  const { status, attribute, service, route } = criteria;
  const own: Tags = attribute ? { [attribute.key]: attribute.value } : {};
  const windows = cutWindows(scope.fromMs, scope.toMs);
  if (status !== null && /^\d{3}$/.test(status)) return { kinds: [{ ...own, [statusKey]: status }], windows };
  if (status !== "5xx" && status !== "failed") return { kinds: [own], windows };
  const atMs = criteria.untilMs === null ? undefined : scope.toMs;
  const selector = routeSelector(route);
  // Only the API's requests are counted.
  const plan =
    service === apiServiceName
      ? await planFailures({ startMs: scope.fromMs, endMs: scope.toMs, atMs, selector, fresh: scope.fresh })
      : uncountedFailures(windows);
  const kinds = plan.statuses.map((code) => ({ ...own, [statusKey]: code }));
  if (!plan.counted)
    notes.push(`VictoriaMetrics cannot say which 5xx occurred; ${plan.statuses.join(", ")} were tried.`);
  if (plan.leftOut.length > 0) notes.push(`Rarer 5xx were not searched for: ${plan.leftOut.join(", ")}.`);
  // A panic recovered outside the tracing middleware leaves no status, only its event; nobody counts it.
  if (status === "failed") return { kinds: [...kinds, { ...own, event: "exception" }], windows };
  if (kinds.length > 0) return { kinds, windows: plan.windows };
  notes.push("VictoriaMetrics counted no 5xx in this range, so Jaeger was not asked.");
  return null;
}

/**
 * The span name to ask Jaeger for. A server span is named after its route, or after the method alone when none matched.
 */
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
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval } = env();
  const toMs = criteria.untilMs ?? slotStartMs(Date.now(), interval * 1000) + interval * 1000;
  const fromMs = criteria.fromMs ?? toMs - secondsOf(criteria.range) * 1000;
  return measure(async () => {
    const notes: string[] = [];
    const scope = { fromMs, toMs, fresh };
    const plan = await planSearch(criteria, scope, notes);
    const found = plan === null ? null : await walkPlan(criteria, plan, scope);
    const matching = (found?.traces ?? []).filter((trace) => matchesCriteria(trace, criteria));
    await cleanInTurns(matching);
    const leftOut = unreadText(found?.unread ?? []);
    if (leftOut) notes.push(leftOut);
    const hits = matching.map(toHit).filter((hit) => hit !== null);
    hits.sort((a, b) => b.startedAtMs - a.startedAtMs);
    const shown = hits.slice(0, hitsMax);
    // Hits that do not fit are left to the next look further back.
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
      samplingNote: samplingWords(),
    };
    return { value, sampledAtMs: Date.now() };
  });
}

async function walkPlan(criteria: TraceCriteria, plan: Plan, { fromMs, fresh }: Scope): Promise<Walk> {
  const minDurationMs = criteria.minMs !== null && criteria.minMs >= minDurationAskedMs ? criteria.minMs : undefined;
  const base = { service: criteria.service, operation: operationOf(criteria), minDurationMs, limit: hitsMax };
  const walk = await walkStatuses({
    ...plan,
    search: (window, tags) => searchTraces({ ...base, tags, ...window }, { priority: "page", fresh }),
    enough: (traces) => traces.filter((trace) => matchesCriteria(trace, criteria)).length >= hitsMax,
  });
  // The windows that the plan left out hold nothing.
  return walk.finished ? { ...walk, coveredFromMs: fromMs } : walk;
}
