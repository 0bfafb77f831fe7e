import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { askVictoriaMetrics } from "@/lib/victoriametrics/ask";
import { finiteValue, matrixAnswer } from "@/lib/victoriametrics/schema";
import { alignGrid, gridTimesMs, type RangeGrid, rangeRequest } from "@/lib/victoriametrics/urls";

/** Series on one common grid; null where a series has no value at that moment. */
export type RangeResult = {
  timesMs: number[];
  series: { labels: Record<string, string>; points: (number | null)[] }[];
};

/**
 * Values of a query over the last `lengthSeconds`, on a grid aligned to whole steps. Shared with everyone who asks the
 * same in this time slot. Throws `UpstreamError`.
 */
export function queryRange(
  promql: string,
  { lengthSeconds, stepSeconds }: { lengthSeconds: number; stepSeconds: number },
  options: { fresh?: boolean } = {},
): Promise<RangeResult> {
  return coalesce(
    `vm range ${lengthSeconds}/${stepSeconds} ${promql}`,
    async () => {
      const endMs = Date.now();
      const grid = alignGrid({ startMs: endMs - lengthSeconds * 1000, endMs, stepSeconds });
      const answer = await askVictoriaMetrics(rangeRequest(env().VICTORIAMETRICS_URL, promql, grid), matrixAnswer);
      const series = answer.data.result.map(({ metric, values }) => ({ labels: metric, points: onGrid(values, grid) }));
      return { timesMs: gridTimesMs(grid), series };
    },
    options,
  );
}

/** Places samples on the grid; what falls outside it is dropped, what is missing stays null. */
export function onGrid(values: readonly (readonly [number, string])[], grid: RangeGrid): (number | null)[] {
  const points: (number | null)[] = gridTimesMs(grid).map(() => null);
  for (const [seconds, text] of values) {
    const index = Math.round((seconds * 1000 - grid.startMs) / (grid.stepSeconds * 1000));
    if (index >= 0 && index < points.length) points[index] = finiteValue(text);
  }
  return points;
}
