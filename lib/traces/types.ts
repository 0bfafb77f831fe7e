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
/** Failed requests of one route that failed alike. Times in unix ms. */
export type FailureGroup = {
  key: string;
  route: string;
  /** Its status, or "no status". */
  kind: string;
  /** What they have in common; null where their traces give no reason. */
  message: string | null;
  /** Of those whose traces were read. */
  count: number;
  /** Failed requests of the route that were read, of any kind. */
  readOfRoute: number;
  firstAtMs: number;
  newest: TraceRow;
};
export type TraceList = {
  kind: TraceKind;
  range: RangeKey;
  rows: TraceRow[];
  /** The failed ones, grouped by how they failed, of all that was read; empty for the slowest. */
  groups: FailureGroup[];
  /** What was looked at, in words: "scanned 40 of 60 minutes, 38 traces". */
  scanned: string;
  complete: boolean;
  /** "about 1 in 10 requests has a trace"; null where all have one. */
  samplingNote: string | null;
};
