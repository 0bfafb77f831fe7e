import { type RangeKey, rangeKeys, secondsOf } from "./ranges";

/** Ranges of all pages with charts: on-call's, and the month of the budget and the triggers. */
export const timelineRanges = [...rangeKeys, "30d"] as const;
export type TimelineRange = RangeKey | "30d";

export function timelineSeconds(range: TimelineRange): number {
  return range === "30d" ? 30 * 24 * 3600 : secondsOf(range);
}
