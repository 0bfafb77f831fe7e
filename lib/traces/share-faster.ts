/** A cumulative bucket of a histogram: how many took at most `le` seconds ("+Inf" for all). */
export type Bucket = { le: string; count: number };

/** Shares from 0 to 1: at the bounds around a duration, and interpolated linearly between them, as percentiles are. */
export type ShareFaster = { least: number; most: number; about: number };

/**
 * What share of the requests was faster than `seconds`, which a histogram knows only at its bounds. Beyond the highest
 * one, `about` is `least`. Null without requests.
 */
export function shareFaster(buckets: readonly Bucket[], seconds: number): ShareFaster | null {
  const total = buckets.find(({ le }) => le === "+Inf")?.count;
  if (!total) return null;
  const bounds = buckets
    .filter(({ le }) => le !== "+Inf")
    .map(({ le, count }) => ({ bound: Number(le), count }))
    .filter(({ bound }) => Number.isFinite(bound))
    .toSorted((a, b) => a.bound - b.bound);
  const below = bounds.findLast(({ bound }) => bound <= seconds);
  const above = bounds.find(({ bound }) => bound > seconds);
  const least = (below?.count ?? 0) / total;
  const most = Math.min(1, (above?.count ?? total) / total);
  if (!above) return { least, most, about: least };
  const from = below?.bound ?? 0;
  return { least, most, about: least + ((most - least) * (seconds - from)) / (above.bound - from) };
}
