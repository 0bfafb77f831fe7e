import "server-only";
import { db } from "@/lib/db/client";
import { maxTraces, maxWindowMs, searchTraces } from "@/lib/jaeger/search-traces";
import { apiServiceName } from "@/lib/plan/contract";
import { routeNameOfLabels } from "@/lib/red/route-name";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { requestCounts } from "@/lib/victoriametrics/promql/requests";
import { otherMethod } from "@/lib/victoriametrics/promql/route-labels";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { cleanInTurns } from "../clean-trace";
import { readForProblems } from "./find-problems";
import { recordProblems } from "./record-problems";

/** Batches arrive late and out of order: each look starts this far before the end of the last one. */
const overlapMs = 30_000;
/** The most traces remembered so that none counts twice: searches of one route and of all overlap. */
const seenMax = 5000;

type State = { round: number; searchedToMs: number | null; routes: string[]; seen: Set<string> };
const state = () =>
  processState<State>("nplusone.collect", () => ({ round: 0, searchedToMs: null, routes: [], seen: new Set() }));

/** Up to when the last run of the console had searched. */
async function lastSearchedToMs(): Promise<number | null> {
  const last = await db().nPlusOneCoverage.findFirst({ orderBy: { hourAt: "desc" } });
  return last?.searchedToAt.getTime() ?? null;
}

/** The next route to look at; a busy one would otherwise hide the others. Undefined when nobody can name any. */
async function nextRoute(current: State): Promise<string | undefined> {
  if (current.routes.length === 0) {
    try {
      const counts = await queryInstant(requestCounts(maxWindowMs / 1000));
      const names = counts.filter(({ labels, value }) => value >= 1 && labels.method !== otherMethod && labels.route);
      current.routes = [...new Set(names.map(({ labels }) => routeNameOfLabels(labels)))].toSorted();
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
  }
  return current.routes.shift();
}

function forget(seen: Set<string>): void {
  for (const oldest of seen) {
    if (seen.size <= seenMax) break;
    seen.delete(oldest);
  }
}

/**
 * One look for N+1 queries, in the background of Jaeger's queue: every other time at the newest traces since the last
 * look, else at one route's, in turn. At most 20 traces of at most an hour. Returns how many were new. Throws
 * `UpstreamError` when Jaeger or its queue refuses; what was not read then is read next time.
 */
export async function collectProblems(nowMs = Date.now()): Promise<number> {
  const current = state();
  // Spans of a request arrive within a batch delay of each other: wait until they are all there.
  const endMs = nowMs - Math.min(10_000, 2000 * env().OBS_SCRAPE_INTERVAL_SECONDS);
  const operation = current.round % 2 === 1 ? await nextRoute(current) : undefined;
  current.round += 1;
  // After a restart nothing is remembered, so that look begins where the last run stopped.
  const sinceMs = current.searchedToMs === null ? await lastSearchedToMs() : current.searchedToMs - overlapMs;
  const startMs = operation ? endMs - maxWindowMs : Math.max(endMs - maxWindowMs, Math.min(sinceMs ?? 0, endMs - 1000));
  const query = { service: apiServiceName, operation, startMs, endMs, limit: maxTraces };
  const { traces } = await searchTraces(query, { priority: "background", fresh: true });
  const unseen = traces.filter(({ traceId }) => !current.seen.has(traceId));
  await cleanInTurns(unseen);
  await recordProblems(
    unseen.map(readForProblems).filter((read) => read !== null),
    endMs,
  );
  for (const { traceId } of unseen) current.seen.add(traceId);
  forget(current.seen);
  if (!operation) current.searchedToMs = endMs;
  return unseen.length;
}
