import { nice, ticks } from "d3-array";
import { utcTicks } from "d3-time";

/**
 * About `count` round times within the window, at most `count` + 1, for the axis of a chart, in unix milliseconds.
 * `offsetMs` moves "round" to a local day: the viewer chooses between UTC and local time, so d3's own local ticks,
 * which follow the machine's time zone, do not serve.
 */
export function timeTicks(startMs: number, endMs: number, count: number, offsetMs = 0): number[] {
  for (let wanted = count; wanted > 0; wanted -= 1) {
    const found = utcTicks(new Date(startMs + offsetMs), new Date(endMs + offsetMs), wanted);
    if (found.length <= count + 1) return found.map((at) => at.getTime() - offsetMs);
  }
  return [];
}

/** Ticks of an axis from 0 to a round value not below `max`, in steps of 1, 2 or 5 times a power of ten. */
export function valueTicks(max: number, count = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const [, top] = nice(0, max, count);
  return ticks(0, top, count);
}
