/**
 * The quantile `q` (0 to 1) by nearest rank: a value that was measured; null for no values. Ours, since those of
 * simple-statistics and d3-array lie between two measured ones.
 */
export function nearestRank(values: readonly number[], q: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}
