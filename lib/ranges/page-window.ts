/** A stretch of time that somebody selected on a chart, unix ms. */
export type PageWindow = { startMs: number; endMs: number };

const minuteMs = 60_000;
/** Metrics and traces are asked for a week at most. */
const longestMs = 7 * 24 * 60 * minuteMs;

/** A selected stretch as one that can be shown: whole seconds, a minute at least, a week at most. */
export function toPageWindow(startMs: number, endMs: number): PageWindow | null {
  const [start, end] = [Math.floor(startMs / 1000) * 1000, Math.ceil(endMs / 1000) * 1000];
  if (!(start > 0) || !Number.isSafeInteger(end) || end <= start || end - start > longestMs) return null;
  // It grows into the past alone: what is ahead of now has no data.
  return { startMs: Math.min(start, end - minuteMs), endMs: end };
}

/** The window that `from` and `to` of a URL name, unix ms; null where they name none. */
export function readPageWindow(from: string | null | undefined, to: string | null | undefined): PageWindow | null {
  if (!/^\d{12,14}$/.test(from ?? "") || !/^\d{12,14}$/.test(to ?? "")) return null;
  return toPageWindow(Number(from), Number(to));
}
