import type { ChartData } from "@/lib/charts/types";
import { formatBytes } from "@/lib/format/bytes";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatDuration, formatPercent } from "@/lib/format/quantity";

/** A value of a chart with its unit; a missing one is "no data", never 0. */
export function formatValue(unit: ChartData["unit"], value: number | null | undefined): string {
  if (value === null || value === undefined) return "no data";
  if (unit === "ratio") return formatPercent(value);
  if (unit === "bytes") return formatBytes(value);
  if (unit === "count") return String(Number(value.toPrecision(3)));
  return unit === "ms" ? formatDuration(value) : `${formatPerSecond(value)}/s`;
}

/** A tick of the value axis: as short as it can be, the unit stands in the chart's title. */
export function formatTick(unit: ChartData["unit"], value: number): string {
  if (value === 0) return "0";
  // Non-breaking spaces: recharts would set the unit on a line of its own.
  if (unit === "ratio") return `${Number((value * 100).toPrecision(3))}\u00a0%`;
  if (unit === "bytes") return formatBytes(value).replace(" ", "\u00a0");
  if (unit === "ms") return value < 1000 ? `${value}\u00a0ms` : `${Number((value / 1000).toPrecision(3))}\u00a0s`;
  return String(value);
}

/** What a chart draws; `ChartSeries` and others that carry more fit. */
export type Drawn = Pick<ChartData, "timesMs" | "lines" | "unit">;

/** Ticks of the value axis count in this: bytes are read in powers of 1024. */
export function tickUnit(unit: ChartData["unit"], largest: number): number {
  if (unit !== "bytes" || largest < 1024) return 1;
  return 1024 ** Math.floor(Math.log2(largest) / 10);
}

export type ChartPoint = { timeMs: number; values: (number | null)[] };

/** The chart as rows of one time each, oldest first. */
export function pointsOf({ timesMs, lines }: Pick<ChartData, "timesMs" | "lines">): ChartPoint[] {
  return timesMs.map((timeMs, index) => ({ timeMs, values: lines.map(({ points }) => points[index] ?? null) }));
}

/** Largest value of any line; null when all points are gaps. */
export function largestValue(lines: ChartData["lines"]): number | null {
  let largest: number | null = null;
  for (const { points } of lines)
    for (const point of points) if (point !== null && (largest === null || point > largest)) largest = point;
  return largest;
}

/** Newest value of a line with its place in the grid; null when the line is all gaps. */
export function newestValue(points: readonly (number | null)[]): number | null {
  return points.findLast((point) => point !== null) ?? null;
}
