import type { SamplePoint } from "./types";

/** The times of a grid (unix ms, both ends included) that ends with the step in which `toMs` lies. */
export function gridTimes(toMs: number, lengthMs: number, stepMs: number): number[] {
  const endMs = Math.floor(toMs / stepMs) * stepMs;
  const count = Math.round(lengthMs / stepMs);
  return Array.from({ length: count + 1 }, (_, index) => endMs - (count - index) * stepMs);
}

/** Largest value of the samples within each step; null where there is none, so gaps stay gaps. */
export function maxOnGrid(
  points: readonly SamplePoint[],
  timesMs: readonly number[],
  stepMs: number,
): (number | null)[] {
  const startMs = timesMs[0] ?? 0;
  const values: (number | null)[] = timesMs.map(() => null);
  for (const { atMs, max } of points) {
    const index = Math.floor((atMs - startMs) / stepMs);
    const before = values[index];
    if (before === undefined) continue;
    values[index] = before === null ? max : Math.max(before, max);
  }
  return values;
}
