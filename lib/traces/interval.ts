import type { Span } from "@/lib/jaeger/trace";

/** Unix microseconds; never ends before it starts. */
export type Interval = { startUs: number; endUs: number };

/** The last moment that a JavaScript date can name, in microseconds; clocks beyond it are broken. */
const latestUs = 8.64e18;
/** A year: Jaeger turns a negative duration into one of half a million years. */
const longestUs = 366 * 86_400 * 1e6;

/** A span's interval; impossible starts become `fallbackStartUs`, impossible durations 0, and `plausible` is false. */
export function plausibleInterval(
  { startUs, durationUs }: Pick<Span, "startUs" | "durationUs">,
  fallbackStartUs: number,
): { interval: Interval; plausible: boolean } {
  const goodStart = startUs > 0 && startUs <= latestUs - longestUs;
  const goodDuration = durationUs >= 0 && durationUs <= longestUs;
  const start = goodStart ? startUs : fallbackStartUs;
  const end = start + (goodDuration ? durationUs : 0);
  return { interval: { startUs: start, endUs: end }, plausible: goodStart && goodDuration };
}

/** The parts of `whole` that none of `parts` covers; `parts` sorted by start and inside `whole`. */
export function uncovered(whole: Interval, parts: readonly Interval[]): Interval[] {
  const gaps: Interval[] = [];
  let at = whole.startUs;
  for (const part of parts) {
    if (part.startUs > at) gaps.push({ startUs: at, endUs: part.startUs });
    at = Math.max(at, part.endUs);
  }
  if (whole.endUs > at) gaps.push({ startUs: at, endUs: whole.endUs });
  return gaps;
}
