import type { TimelineEvent } from "./types";

/** A row of a chart's table: a point of its grid (`at`: its index), or an event. */
export type TableRow = { timeMs: number; at: number; event: null } | { timeMs: number; at: null; event: TimelineEvent };

/** The times of a chart with what happened between its first and its last, newest first. */
export function rowsWithEvents(timesMs: readonly number[], events: readonly TimelineEvent[]): TableRow[] {
  const [startMs = 0, endMs = 0] = [timesMs[0], timesMs.at(-1)];
  const within = events.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  const rows: TableRow[] = [
    ...timesMs.map((timeMs, at) => ({ timeMs, at, event: null })),
    ...within.map((event) => ({ timeMs: event.atMs, at: null, event })),
  ];
  return rows.toSorted((a, b) => b.timeMs - a.timeMs);
}
