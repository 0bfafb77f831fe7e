import { errorTextOf, httpStatusOf, isFailedTrace, rootSpan, routeNameOf } from "@/lib/jaeger/root";
import type { Trace } from "@/lib/jaeger/trace";
import { noRoute, otherMethod } from "@/lib/victoriametrics/promql/route-labels";
import type { TraceKind, TraceRow } from "./types";

/** A trace as one row; null when it is not a request (a background job, a trace without a server span as its root). */
function toTraceRow(trace: Trace): TraceRow | null {
  const root = rootSpan(trace);
  if (!root || (root.kind !== "server" && httpStatusOf(root) === null)) return null;
  return {
    traceId: trace.traceId,
    service: root.service,
    route: routeNameOf(root),
    startedAtMs: root.startUs / 1000,
    durationMs: root.durationUs / 1000,
    httpStatus: httpStatusOf(root),
    spanCount: trace.spans.length,
    errorText: errorTextOf(trace),
  };
}

/** Rows that a list shows. */
export const rowsShown = 8;

/**
 * Name of the server span of a route's requests ("POST /api/documents/"), as otelecho gives it: the method alone where
 * no route matched. Undefined for the folded unknown methods, whose spans have several names.
 */
export function operationOf(route: string): string | undefined {
  const [method = "", path = ""] = [route.slice(0, route.indexOf(" ")), route.slice(route.indexOf(" ") + 1)];
  if (method === otherMethod) return undefined;
  return path === noRoute ? method : route;
}

/**
 * All rows of a list from what was found: each trace once, failed ones newest first, slow ones by the duration of the
 * request itself (Jaeger's minDuration matches any span of a trace).
 */
export function selectRows(kind: TraceKind, traces: readonly Trace[], route: string | null = null): TraceRow[] {
  const unique = new Map(traces.map((trace) => [trace.traceId, trace]));
  const wanted = [...unique.values()].filter((trace) => kind === "slow" || isFailedTrace(trace));
  const requests = wanted.map(toTraceRow).filter((row) => row !== null);
  const rows = route === null ? requests : requests.filter((row) => row.route === route);
  const order =
    kind === "slow"
      ? (a: TraceRow, b: TraceRow) => b.durationMs - a.durationMs
      : (a: TraceRow, b: TraceRow) => b.startedAtMs - a.startedAtMs;
  return rows.toSorted(order);
}
