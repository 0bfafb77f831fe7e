import { nearestRank } from "@/lib/stats/nearest-rank";
import { windowsMin } from "./choose-basis";
import type { Usual, UsualBasis, UsualFigure } from "./types";
import { keyOfLabels } from "./usual-key";

type Sample = { labels: Record<string, string>; value: number };

/**
 * Median and p90 of every figure from the answers to `usualFacts()`, one per window; a figure with fewer than three
 * values is left out.
 */
export function buildUsual(basis: UsualBasis, answers: readonly (readonly Sample[])[]): Usual {
  const values = new Map<string, number[]>();
  for (const { labels, value } of answers.flat()) {
    const key = keyOfLabels(labels);
    if (key === null) continue;
    const known = values.get(key);
    if (known) known.push(value);
    else values.set(key, [value]);
  }
  const figures: Record<string, UsualFigure> = {};
  for (const [key, found] of values) {
    const [median, p90] = [nearestRank(found, 0.5), nearestRank(found, 0.9)];
    if (found.length < windowsMin || median === null || p90 === null) continue;
    figures[key] = { median, p90, windows: found.length };
  }
  return { basis, figures };
}
