/** The windows a page can show. */
export const rangeKeys = ["15m", "1h", "6h", "24h", "7d"] as const;
export type RangeKey = (typeof rangeKeys)[number];
export const defaultRange: RangeKey = "1h";

const minute = 60;
const rangeSeconds: Record<RangeKey, number> = {
  "15m": 15 * minute,
  "1h": 60 * minute,
  "6h": 6 * 60 * minute,
  "24h": 24 * 60 * minute,
  "7d": 7 * 24 * 60 * minute,
};

/** Length of a range in seconds. */
export function secondsOf(range: RangeKey): number {
  return rangeSeconds[range];
}

/** Whether a string, for example a URL parameter, names a range. */
export function isRangeKey(text: string): text is RangeKey {
  return (rangeKeys as readonly string[]).includes(text);
}

/**
 * Step of a chart in seconds, for at most about 240 points: a whole multiple of the scrape interval, so that
 * neighbouring slots ask for the same grid.
 */
export function stepSecondsOf(lengthSeconds: number, scrapeIntervalSeconds: number): number {
  return Math.max(1, Math.ceil(lengthSeconds / 240 / scrapeIntervalSeconds)) * scrapeIntervalSeconds;
}

/** Like `stepSecondsOf`, for a named range. */
export const stepSecondsFor = (range: RangeKey, scrapeIntervalSeconds: number): number =>
  stepSecondsOf(secondsOf(range), scrapeIntervalSeconds);

/** Seconds that each point of a chart covers: four scrapes at least, so that one lost scrape leaves no hole. */
export const pointWindowSeconds = (stepSeconds: number, scrapeIntervalSeconds: number): number =>
  Math.max(stepSeconds, 4 * scrapeIntervalSeconds);

/**
 * Seconds of the short window that goes with a long one: a fifth of it, four scrapes at least. It shows a fast burn at
 * once, and its end too.
 */
export const shortSecondsOf = (windowSeconds: number, scrapeIntervalSeconds: number): number =>
  Math.min(windowSeconds, Math.max(Math.round(windowSeconds / 5), 4 * scrapeIntervalSeconds));
