import { momentsOf } from "./moments";
import { rankAttributes } from "./rank-attributes";
import { rankStatements } from "./rank-statements";
import type { RequestSample, TraceComparison, TraceSide } from "./trace-types";

/** Requests with a trace that each window needs. */
export const traceMinRequests = 20;

type Found = TraceComparison extends infer One ? (One extends unknown ? Omit<One, "looked" | "route"> : never) : never;

/** Statements and attributes of two samples by their part of the change, or why they cannot be compared. */
export function compareTraces(before: readonly RequestSample[], after: readonly RequestSample[]): Found {
  if (Math.min(before.length, after.length) < traceMinRequests) {
    const reason = `Not enough data: ${before.length} requests with a trace before and ${after.length} after; each window needs ${traceMinRequests}.`;
    return { enough: false, reason };
  }
  return {
    enough: true,
    before: sideOf(before),
    after: sideOf(after),
    statements: rankStatements(before, after),
    latency: rankAttributes(before, after, "latency"),
    errors: rankAttributes(before, after, "errors"),
  };
}

function sideOf(requests: readonly RequestSample[]): TraceSide {
  const { n, mean } = momentsOf(requests.map(({ durationMs }) => durationMs));
  return { requests: n, meanMs: mean, failed: requests.filter(({ failed }) => failed).length };
}
