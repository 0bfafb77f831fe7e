/** Searches that one refresh of one list may cost Jaeger (design: a fixed budget of windows). */
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

/** Which windows had failures, by the failures counted at each window's end. Without counts, all may have. */
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

/** Pairs each window with each status code, newest window first, within the budget. */
export function planFailedSearches(
  windows: readonly SearchWindow[],
  statuses: readonly string[],
): { window: SearchWindow; status: string }[] {
  return windows.flatMap((window) => statuses.map((status) => ({ window, status }))).slice(0, searchBudget);
}

/**
 * The highest bucket bound (milliseconds) that at least `wanted` requests exceeded: searching above it finds the slowest
 * with few traces read. Buckets are cumulative; null when the window has too few requests for any bound.
 */
export function slowThresholdMs(buckets: readonly { le: string; count: number }[], wanted: number): number | null {
  const total = buckets.find(({ le }) => le === "+Inf")?.count;
  if (total === undefined) return null;
  const bounds = buckets
    .filter(({ le, count }) => le !== "+Inf" && total - count >= wanted)
    .map(({ le }) => Number(le) * 1000)
    .filter((bound) => Number.isFinite(bound));
  return bounds.length > 0 ? Math.max(...bounds) : null;
}
