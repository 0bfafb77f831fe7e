/** What is known about a kept trace, without the trace itself. Times in unix milliseconds. */
export type SnapshotInfo = {
  traceId: string;
  savedAtMs: number;
  savedBy: string;
  service: string;
  route: string;
  startedAtMs: number | null;
  durationMs: number;
  failed: boolean;
  spanCount: number;
  sizeBytes: number;
  /** Spans that were left out for size. */
  omitted: number;
};
