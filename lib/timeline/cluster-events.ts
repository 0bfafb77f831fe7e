import type { TimelineEvent } from "./types";

/** Events so close in a chart that they share a marker; `at` is its position, 0 at the left end and 1 at the right. */
export type EventCluster = { at: number; events: TimelineEvent[] };

/**
 * The events of a chart as markers that do not touch: `gap` is the least distance between two, as a share of the
 * chart's width. Each event within the window is in exactly one cluster; clusters and their events are oldest first.
 */
export function clusterEvents(
  events: readonly TimelineEvent[],
  { startMs, endMs }: { startMs: number; endMs: number },
  gap: number,
): EventCluster[] {
  const lengthMs = endMs - startMs;
  if (lengthMs <= 0) return [];
  const clusters: (EventCluster & { sum: number })[] = [];
  const within = events.filter(({ atMs }) => atMs >= startMs && atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs);
  for (const event of within) {
    const at = (event.atMs - startMs) / lengthMs;
    clusters.push({ at, sum: at, events: [event] });
    // Joining moves a marker to the mean of its events, which may bring it too near to the one before.
    for (;;) {
      const last = clusters.at(-1);
      const before = clusters.at(-2);
      if (!last || !before || last.at - before.at >= gap) break;
      clusters.pop();
      before.events.push(...last.events);
      before.sum += last.sum;
      before.at = before.sum / before.events.length;
    }
  }
  return clusters.map(({ at, events: joined }) => ({ at, events: joined }));
}
