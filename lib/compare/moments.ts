/** Number, mean and variance of a sample. */
export type Moments = { n: number; mean: number; variance: number };

/**
 * The moments of some values, with `zeros` more that are 0. The variance is that of a sample; 0 below two values. Ours:
 * a library would want the zeros written out, and there can be thousands.
 */
export function momentsOf(values: readonly number[], zeros = 0): Moments {
  const n = values.length + zeros;
  if (n === 0) return { n, mean: 0, variance: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) + zeros * mean ** 2;
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 };
}

/** Welch's statistic of two means, above 0 when the second is larger: https://doi.org/10.1093/biomet/34.1-2.28 */
export function welchZ(first: Moments, second: Moments): number {
  const difference = second.mean - first.mean;
  // What is left of rounding is no difference.
  const isNone = Math.abs(difference) <= 1e-9 * Math.max(Math.abs(first.mean), Math.abs(second.mean));
  if (isNone || first.n === 0 || second.n === 0) return 0;
  return difference / Math.sqrt(first.variance / first.n + second.variance / second.n);
}
