/**
 * The quantile `q` (0 to 1) by the nearest-rank method: always a measured value; null for no values. Our own, since
 * simple-statistics and d3-array interpolate between two of them.
 */
export function nearestRank(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}
