import { formatDuration } from "@/lib/format/quantity";
import type { Heatmap } from "@/lib/routes/types";

const bound = (seconds: number) => formatDuration(seconds * 1000);

/** "100 ms to 250 ms" of a bucket. */
export function bucketText({ bounds }: Pick<Heatmap, "bounds">, row: number): string {
  const upper = bounds[row] ?? null;
  const lower = row > 0 ? (bounds[row - 1] ?? null) : null;
  if (upper === null) return lower === null ? "any duration" : `above ${bound(lower)}`;
  return lower === null ? `up to ${bound(upper)}` : `${bound(lower)} to ${bound(upper)}`;
}

/** The upper bound alone, for an axis. */
export function boundTick({ bounds }: Pick<Heatmap, "bounds">, row: number): string {
  const upper = bounds[row] ?? null;
  return upper === null ? "more" : bound(upper);
}

/** Largest count of any field; at least 1. */
export function largestCount({ counts }: Pick<Heatmap, "counts">): number {
  return Math.max(1, ...counts.flatMap((column) => column ?? []));
}

/** Rows from the lowest to the highest bucket that ever held a request, with one empty one around them. */
export function usedRows({ counts, bounds }: Pick<Heatmap, "counts" | "bounds">): number[] {
  const used = bounds.map((_, row) => row).filter((row) => counts.some((column) => (column?.[row] ?? 0) > 0));
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? bounds.length - 1];
  return bounds.map((_, row) => row).filter((row) => row >= first - 1 && row <= last + 1);
}
