import { type Interval, uncovered } from "./interval";
import type { SpanTree } from "./span-tree";

/** When a span itself was working, and how much of the root's time that is (microseconds). */
export type SelfTime = { intervals: Interval[]; selfUs: number };

/**
 * Self time of every span, in the order of the tree: the time in which none of its children ran. A Preload that nests
 * in its query thus counts once. Where several spans run at the same time, each moment is shared equally among them, so
 * the self times add up to the root's duration. What lies outside the root's time does not count.
 */
export function selfTimes({ nodes }: SpanTree): SelfTime[] {
  const intervals = nodes.map((node) => {
    const parts = node.children.map((child) => nodes[child]?.within ?? node.within);
    return uncovered(
      node.within,
      parts.toSorted((a, b) => a.startUs - b.startUs),
    );
  });
  const shareOf = sharedClock(intervals.flat());
  return intervals.map((own) => ({
    intervals: own,
    selfUs: own.reduce((sum, { startUs, endUs }) => sum + shareOf(endUs) - shareOf(startUs), 0),
  }));
}

/**
 * A clock that runs at 1 / n while n of the intervals are open: one interval's share of any period is the difference of
 * two readings.
 */
function sharedClock(intervals: readonly Interval[]): (atUs: number) => number {
  const changes = new Map<number, number>();
  const change = (atUs: number, by: number) => changes.set(atUs, (changes.get(atUs) ?? 0) + by);
  for (const { startUs, endUs } of intervals) {
    change(startUs, 1);
    change(endUs, -1);
  }
  const readings = new Map<number, number>();
  let open = 0;
  let reading = 0;
  let lastUs = 0;
  for (const [atUs, by] of [...changes].sort(([a], [b]) => a - b)) {
    if (open > 0) reading += (atUs - lastUs) / open;
    readings.set(atUs, reading);
    open += by;
    lastUs = atUs;
  }
  return (atUs) => readings.get(atUs) ?? 0;
}
