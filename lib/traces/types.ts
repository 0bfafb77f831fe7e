import type { RangeKey } from "@/lib/ranges/ranges";

export type TraceKind = "failed" | "slow";
export type TraceRow = {
  traceId: string;
  service: string;
  /** "POST /api/documents/" */
  route: string;
  startedAtMs: number;
  durationMs: number;
  httpStatus: number | null;
  spanCount: number;
  errorText: string | null;
};
export type TraceList = {
  kind: TraceKind;
  range: RangeKey;
  rows: TraceRow[];
  /** What was looked at, in words: "scanned 40 of 60 minutes, 38 traces". */
  scanned: string;
  complete: boolean;
  /** "About 1 in 10 failures has a trace." when sampling is below 1. */
  samplingNote: string | null;
};
