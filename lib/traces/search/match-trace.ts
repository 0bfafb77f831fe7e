import { errorTextOf, httpStatusOf, isFailedTrace, rootSpan, routeNameOf } from "@/lib/jaeger/root";
import { type Trace, tagText } from "@/lib/jaeger/trace";
import { buildTraceView } from "../build-view";
import { cleanTrace } from "../clean-trace";
import type { TraceCriteria, TraceHit } from "./types";

function hasStatus(trace: Trace, status: string): boolean {
  if (status === "failed") return isFailedTrace(trace);
  const root = rootSpan(trace);
  const code = root && httpStatusOf(root);
  if (code === null) return false;
  return /^\dxx$/.test(status) ? String(code)[0] === status[0] : String(code) === status;
}

/**
 * Whether a trace meets the criteria. Jaeger matches each condition against any span of the trace; here duration, route
 * and status are those of the request itself.
 */
export function matchesCriteria(trace: Trace, criteria: TraceCriteria): boolean {
  const root = rootSpan(trace);
  if (!root) return false;
  const { route, operation, minMs, maxMs, status, attribute } = criteria;
  const durationMs = root.durationUs / 1000;
  if (route !== null && routeNameOf(root) !== route) return false;
  if (operation !== null && !trace.spans.some(({ name }) => name === operation)) return false;
  if (minMs !== null && durationMs < minMs) return false;
  if (maxMs !== null && durationMs > maxMs) return false;
  if (status !== null && !hasStatus(trace, status)) return false;
  if (attribute === null) return true;
  const { key, value } = attribute;
  return trace.spans.some((span) => tagText(span.tags, key) === value || tagText(span.resource, key) === value);
}

/** A trace as a row of the list; null when it has no span. */
export function toHit(raw: Trace): TraceHit | null {
  const trace = cleanTrace(raw);
  const view = buildTraceView(trace);
  if (!view) return null;
  return {
    traceId: view.traceId,
    service: view.service,
    route: view.route,
    isRequest: view.isRequest,
    isPart: view.isPart,
    startedAtMs: view.startedAtMs ?? 0,
    durationMs: view.durationUs / 1000,
    httpStatus: view.httpStatus,
    failed: view.failed,
    errorText: errorTextOf(trace),
    spanCount: trace.spans.length,
    layers: view.layerShares.map(({ layer, selfUs }) => ({ layer, share: selfUs / view.durationUs })),
    hasNPlusOne: view.problems.length > 0,
  };
}
