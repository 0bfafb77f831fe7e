import "server-only";
import { rootSpan, routeNameOf } from "@/lib/jaeger/root";
import { maxTraces, maxWindowMs, searchTraces } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { cleanInTurns } from "@/lib/traces/clean-trace";
import { samplingWords } from "@/lib/traces/load-sampling";
import { searchBudget } from "@/lib/traces/search/plan-trace-search";
import { operationOf } from "@/lib/traces/trace-rows";
import { measure } from "@/lib/upstream/measure";
import { compareTraces } from "./compare-traces";
import { readRequest } from "./read-request";
import type { RequestSample, TraceComparison } from "./trace-types";
import type { Window, WindowPair } from "./types";

type Sampled = { requests: RequestSample[]; traces: number; moreExist: boolean };

/**
 * What traces say of two windows, of all requests or of one route: statements and attributes by their part of the
 * change. Reads the newest traces of each quarter of both windows, four searches each. An error when Jaeger does not
 * answer; too few traces are a value that says so.
 */
export function loadTraceCompare(
  { before, after }: WindowPair,
  route: string | null,
): Promise<Measured<TraceComparison>> {
  return measure(async () => {
    const [earlier, later] = await Promise.all([sample(before, route), sample(after, route)]);
    const looked = lookedAt(earlier, later, after.endMs - after.startMs);
    const value = { ...compareTraces(earlier.requests, later.requests), looked, route };
    return { value, sampledAtMs: after.endMs };
  });
}

/** Quarters, newest first: the newest traces alone would speak for the last seconds of a window. */
function quartersOf({ startMs, endMs }: Window): Window[] {
  const lengthMs = (endMs - startMs) / searchBudget;
  return Array.from({ length: searchBudget }, (_, index) => {
    const end = Math.round(endMs - index * lengthMs);
    return { startMs: Math.round(end - Math.min(lengthMs, maxWindowMs)), endMs: end };
  });
}

async function sample(window: Window, route: string | null): Promise<Sampled> {
  const base = {
    service: apiServiceName,
    operation: route === null ? undefined : operationOf(route),
    limit: maxTraces,
  };
  const searches = await Promise.all(
    quartersOf(window).map((quarter) => searchTraces({ ...base, ...quarter }, { priority: "page" })),
  );
  // A trace on the edge of two quarters comes twice.
  const unique = new Map(searches.flatMap(({ traces }) => traces.map((trace) => [trace.traceId, trace] as const)));
  const wanted = [...unique.values()].filter((trace) => isWanted(trace, window, route));
  await cleanInTurns(wanted);
  return {
    requests: wanted.flatMap((trace) => readRequest(trace) ?? []),
    traces: unique.size,
    moreExist: searches.some(({ limitReached }) => limitReached),
  };
}

/** Jaeger's windows include both ends, and spans of a trace beside its root; a request belongs to one window alone. */
function isWanted(trace: Trace, { startMs, endMs }: Window, route: string | null): boolean {
  const root = rootSpan(trace);
  if (root === null || root.startUs < startMs * 1000 || root.startUs >= endMs * 1000) return false;
  return route === null || routeNameOf(root) === route;
}

function lookedAt(earlier: Sampled, later: Sampled, windowMs: number): string {
  const of = ({ requests, traces }: Sampled) => `${requests.length} requests of ${traces} traces`;
  const notes = [
    `Read ${of(earlier)} before and ${of(later)} after, the newest of each quarter of a window`,
    windowMs / searchBudget > maxWindowMs ? "the newest hour of each quarter only" : null,
    earlier.moreExist || later.moreExist ? "more exist" : null,
    samplingWords(),
  ];
  return `${notes.filter(Boolean).join(" · ")}.`;
}
