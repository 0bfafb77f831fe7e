/** A cumulative histogram bucket: how many requests took at most `leSeconds`, which is infinite in the last one. */
export type Bucket = { leSeconds: number; count: number };

/** Adds the histograms of several pods into one, its buckets in ascending order. */
export function addBuckets(histograms: readonly (readonly Bucket[])[]): Bucket[] {
  const sums = new Map<number, number>();
  for (const { leSeconds, count } of histograms.flat()) sums.set(leSeconds, (sums.get(leSeconds) ?? 0) + count);
  return [...sums].map(([leSeconds, count]) => ({ leSeconds, count })).toSorted((a, b) => a.leSeconds - b.leSeconds);
}

/**
 * The quantile `q` (0 to 1) in seconds, interpolated linearly within its bucket as Prometheus' `histogram_quantile`
 * does; the highest finite bound when it lies beyond that. Buckets ascend and are cumulative. Null without requests.
 */
export function bucketQuantile(buckets: readonly Bucket[], q: number): number | null {
  const total = buckets.at(-1)?.count ?? 0;
  if (!(total > 0)) return null;
  const rank = q * total;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index];
  const below = buckets[index - 1];
  if (!bucket) return null;
  if (!Number.isFinite(bucket.leSeconds)) return below?.leSeconds ?? null;
  const [from, counted] = [below?.leSeconds ?? 0, below?.count ?? 0];
  const inside = bucket.count - counted;
  return inside > 0 ? from + ((rank - counted) / inside) * (bucket.leSeconds - from) : bucket.leSeconds;
}

/** How many requests took longer than `boundSeconds`, which must be a bound of the histogram. */
export function slowerThan(buckets: readonly Bucket[], boundSeconds: number): number {
  const total = buckets.at(-1)?.count ?? 0;
  return total - (buckets.findLast(({ leSeconds }) => leSeconds <= boundSeconds)?.count ?? 0);
}
