import { type RangeKey, rangeKeys, secondsOf } from "./ranges";

/** Ranges of all pages with charts: those of on-call, and the month of the budget and trigger pages. */
export const timelineRanges = [...rangeKeys, "30d"] as const;
export type TimelineRange = RangeKey | "30d";

export function timelineSeconds(range: TimelineRange): number {
  return range === "30d" ? 30 * 24 * 3600 : secondsOf(range);
}
