/** The most searches that one refresh of one list may cost Jaeger (docs/decisions/0007-search-budget.md). */
export const searchBudget = 4;
const hourMs = 3_600_000;

export type SearchWindow = { startMs: number; endMs: number };

/** Cuts a range into windows of at most an hour, newest first, aligned to the end. */
export function cutWindows(startMs: number, endMs: number): SearchWindow[] {
  const windows: SearchWindow[] = [];
  for (let end = endMs; end > startMs; end -= hourMs)
    windows.push({ startMs: Math.max(startMs, end - hourMs), endMs: end });
  return windows;
}

/** The windows that had failures, by the failures counted at each window's end. Without counts, all of them. */
export function windowsWithFailures(
  windows: readonly SearchWindow[],
  failures: { timesMs: number[]; points: (number | null)[] } | null,
): SearchWindow[] {
  if (!failures) return [...windows];
  return windows.filter((window) =>
    failures.timesMs.some(
      (timeMs, index) =>
        timeMs > window.startMs && timeMs <= window.endMs + hourMs / 60 && (failures.points[index] ?? -1) > 0,
    ),
  );
}

/**
 * Bounds (milliseconds) above which to search for the slowest requests, lowest first: the highest bucket bound that at
 * least `wanted` requests exceeded, and the next one that any exceeded, whose few traces are sure to include the
 * slowest. Buckets are cumulative; empty when the window has too few requests for any bound.
 */
export function slowBoundsMs(buckets: readonly { le: string; count: number }[], wanted: number): number[] {
  const total = buckets.find(({ le }) => le === "+Inf")?.count;
  if (total === undefined) return [];
  const bounds = buckets
    .map(({ le, count }) => ({ boundMs: Number(le) * 1000, slower: total - count }))
    .filter(({ boundMs, slower }) => Number.isFinite(boundMs) && slower >= 1)
    .toSorted((a, b) => a.boundMs - b.boundMs);
  const enough = bounds.findLastIndex(({ slower }) => slower >= wanted);
  return bounds.slice(Math.max(0, enough), Math.max(0, enough) + 2).map(({ boundMs }) => boundMs);
}
