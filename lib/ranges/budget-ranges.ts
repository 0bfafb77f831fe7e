export type SampleResolution = "minute" | "hour";

/** The windows of the budget page: longer than on-call's, since memory and disk change slowly. */
export const budgetRanges = ["1h", "6h", "24h", "7d", "30d"] as const;
export type BudgetRange = (typeof budgetRanges)[number];
export const defaultBudgetRange: BudgetRange = "24h";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Grid = { lengthMs: number; stepMs: number; resolution: SampleResolution };
const grids: Record<BudgetRange, Grid> = {
  "1h": { lengthMs: hourMs, stepMs: minuteMs, resolution: "minute" },
  "6h": { lengthMs: 6 * hourMs, stepMs: 2 * minuteMs, resolution: "minute" },
  "24h": { lengthMs: 24 * hourMs, stepMs: 6 * minuteMs, resolution: "minute" },
  "7d": { lengthMs: 7 * 24 * hourMs, stepMs: hourMs, resolution: "hour" },
  "30d": { lengthMs: 30 * 24 * hourMs, stepMs: 3 * hourMs, resolution: "hour" },
};

/** Length, step of the charts and resolution of the samples of a range. */
export const gridOf = (range: BudgetRange): Grid => grids[range];

/** Whether a string, for example a URL parameter, names a range of this page. */
export function isBudgetRange(text: string): text is BudgetRange {
  return (budgetRanges as readonly string[]).includes(text);
}
