/** A period that somebody selected on a chart, unix ms. */
export type PageWindow = { startMs: number; endMs: number };

const minuteMs = 60_000;
/** Metrics and traces are queried for a week at most. */
const longestMs = 7 * 24 * 60 * minuteMs;

/**
 * The selection rounded outwards to whole seconds and to at least a minute. Null when it is empty, longer than a week,
 * or not made of valid times.
 */
export function toPageWindow(startMs: number, endMs: number): PageWindow | null {
  const [start, end] = [Math.floor(startMs / 1000) * 1000, Math.ceil(endMs / 1000) * 1000];
  if (!(start > 0) || !Number.isSafeInteger(end) || end <= start || end - start > longestMs) return null;
  // It grows only into the past: the future has no data.
  return { startMs: Math.min(start, end - minuteMs), endMs: end };
}

/** The window that a URL's `from` and `to` (unix ms) name; null when they name none. */
export function readPageWindow(from: string | null | undefined, to: string | null | undefined): PageWindow | null {
  if (!/^\d{12,14}$/.test(from ?? "") || !/^\d{12,14}$/.test(to ?? "")) return null;
  return toPageWindow(Number(from), Number(to));
}
