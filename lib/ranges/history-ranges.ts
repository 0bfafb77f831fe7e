const hourMs = 3600_000;

/** Ranges of the memory chart; the samples are kept for 30 days. */
export const historyRanges = {
  "24h": { lengthMs: 24 * hourMs, stepMs: hourMs / 12, resolution: "minute" },
  "7d": { lengthMs: 7 * 24 * hourMs, stepMs: hourMs, resolution: "hour" },
  "30d": { lengthMs: 30 * 24 * hourMs, stepMs: 3 * hourMs, resolution: "hour" },
} as const;

export type HistoryRange = keyof typeof historyRanges;
export const historyRangeKeys = Object.keys(historyRanges) as HistoryRange[];
const defaultHistoryRange: HistoryRange = "7d";

/** The range that a URL parameter names, else the default. */
export function toHistoryRange(text: unknown): HistoryRange {
  return typeof text === "string" && Object.hasOwn(historyRanges, text) ? (text as HistoryRange) : defaultHistoryRange;
}
