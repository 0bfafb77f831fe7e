/** A cumulative bucket of a histogram: how many took at most `le` seconds ("+Inf" for all). */
export type Bucket = { le: string; count: number };

/**
 * Which share of the requests was faster than `seconds` (0 to 1): a histogram knows it only at its bounds, so the shares
 * at the bounds around it. Null without requests.
 */
export function shareFaster(buckets: readonly Bucket[], seconds: number): { least: number; most: number } | null {
  const total = buckets.find(({ le }) => le === "+Inf")?.count;
  if (!total) return null;
  const bounds = buckets
    .filter(({ le }) => le !== "+Inf")
    .map(({ le, count }) => ({ bound: Number(le), count }))
    .filter(({ bound }) => Number.isFinite(bound))
    .toSorted((a, b) => a.bound - b.bound);
  const below = bounds.findLast(({ bound }) => bound <= seconds);
  const above = bounds.find(({ bound }) => bound > seconds);
  return { least: (below?.count ?? 0) / total, most: Math.min(1, (above?.count ?? total) / total) };
}
