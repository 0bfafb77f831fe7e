/** `hits` out of `of` tries. */
export type Proportion = { hits: number; of: number };

/**
 * The z statistic of two proportions with pooled variance: above 0 when the second is larger, 0 when nothing can be
 * said.
 */
export function zOfProportions(first: Proportion, second: Proportion): number {
  const pooled = (first.hits + second.hits) / (first.of + second.of);
  const variance = pooled * (1 - pooled) * (1 / first.of + 1 / second.of);
  if (!(variance > 0)) return 0;
  return (second.hits / second.of - first.hits / first.of) / Math.sqrt(variance);
}
