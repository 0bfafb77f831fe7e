import "server-only";
import type { Measured } from "@/lib/measured";
import { measure } from "@/lib/upstream/measure";
import { queryRange } from "@/lib/victoriametrics/query-range";
import type { Grid } from "@/lib/victoriametrics/urls";
import type { ChartData, ChartLine, LineLabel } from "./types";

/** A chart before its data: what to ask, and what the lines of the answer are called. */
export type ChartQuestion = {
  unit: ChartData["unit"];
  promql: string;
  lineOf: (labels: Record<string, string>) => LineLabel;
};

/** A chart over a grid, its lines by name. Empty when no line has a point. */
export function loadChart(
  { unit, promql, lineOf }: ChartQuestion,
  grid: Grid & { fresh?: boolean },
): Promise<Measured<ChartData>> {
  return measure(async () => {
    const { timesMs, series } = await queryRange(promql, grid);
    const lines = series
      .map(({ labels, points }) => ({ ...lineOf(labels), points }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const newest = newestPointMs(timesMs, lines);
    if (newest === null) return null;
    return { value: { unit, timesMs, lines, promql }, sampledAtMs: newest };
  });
}

/** When the newest point of any line was taken; null when all are gaps. */
export function newestPointMs(timesMs: readonly number[], lines: readonly ChartLine[]): number | null {
  const last = Math.max(-1, ...lines.map(({ points }) => points.findLastIndex((point) => point !== null)));
  return timesMs[last] ?? null;
}
