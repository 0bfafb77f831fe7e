import type { Proportion } from "./two-proportions";

/** Of the normal distribution: 95 % of such intervals hold the true share. */
const z95 = 1.96;

/**
 * Wilson's score interval of a share, both ends from 0 to 1 (E. B. Wilson, 1927: it holds for few tries and for shares
 * near 0 and 1, where the plain normal interval does not). Without a try everything is possible: 0 to 1.
 */
export function wilsonInterval({ hits, of }: Proportion, z = z95): { lower: number; upper: number } {
  if (!(of > 0)) return { lower: 0, upper: 1 };
  const share = Math.min(1, Math.max(0, hits / of));
  const square = z ** 2 / of;
  const middle = share + square / 2;
  const spread = z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  return { lower: clamp((middle - spread) / (1 + square)), upper: clamp((middle + spread) / (1 + square)) };
}
