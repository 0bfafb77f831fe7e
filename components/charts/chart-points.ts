import type { ChartData } from "@/lib/charts/types";
import { formatClock } from "@/lib/format/time";
import type { PageWindow } from "@/lib/ranges/page-window";
import { type Drawn, formatValue, newestValue } from "./chart-values";

/** What the axes of a line chart take at its sides, in pixels. */
export const plotInsets = { left: 52, right: 12, bottom: 22 };

/** Query of the trace search that shows the requests behind a chart. */
export type TraceQuery = Record<string, string | null>;

/** The points of a chart that lie in a window. */
export function cutToWindow<T extends Drawn>(series: T, { startMs, endMs }: PageWindow): T {
  const inside = (_: unknown, index: number) => {
    const timeMs = series.timesMs[index] ?? 0;
    return timeMs >= startMs && timeMs <= endMs;
  };
  const lines = series.lines.map((line) => ({ ...line, points: line.points.filter(inside) }));
  return { ...series, timesMs: series.timesMs.filter(inside), lines };
}

/** Place of the point nearest to a time; -1 for a chart without points. */
export function placeOfTime(timesMs: readonly number[], wantedMs: number): number {
  let nearest = -1;
  let leastMs = Number.POSITIVE_INFINITY;
  for (const [place, timeMs] of timesMs.entries()) {
    const distanceMs = Math.abs(timeMs - wantedMs);
    if (distanceMs < leastMs) [nearest, leastMs] = [place, distanceMs];
  }
  return nearest;
}

/** The time at a share (0 to 1) of the plot's width; null for a chart without points. */
export function timeAt(timesMs: readonly number[], share: number): number | null {
  const [first, last] = [timesMs[0], timesMs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return first + Math.min(1, Math.max(0, share)) * (last - first);
}

/** Where a time stands in the plot, 0 to 1; one that has left it stands at its edge. */
export function shareOf(timesMs: readonly number[], timeMs: number): number {
  const [first = 0, last = 0] = [timesMs[0], timesMs.at(-1)];
  return last === first ? 0.5 : Math.min(1, Math.max(0, (timeMs - first) / (last - first)));
}

/** "14:03:15: p50 12 ms, p95 no data": a point as it is read aloud. */
export function pointText({ timesMs, lines, unit }: Drawn, place: number, utc: boolean): string {
  const timeMs = timesMs[place];
  if (timeMs === undefined) return "no point";
  const figures = lines.map(({ name, points }) => `${name} ${formatValue(unit, points[place])}`);
  return `${formatClock(timeMs, { utc })}${utc ? " UTC" : ""}: ${figures.join(", ")}`;
}

/** Lines that a chart's name tells of; of more, the rest stands in its table. */
const namedLines = 4;

/** "p95 last 120 ms, highest 310 ms; ...": what a chart's name adds to its title. */
export function summaryText({ lines, unit }: Drawn): string {
  const told = lines.slice(0, namedLines).map(({ name, points }) => {
    const known = points.filter((point) => point !== null);
    if (known.length === 0) return `${name} no data`;
    const highest = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return `${name} last ${formatValue(unit, newestValue(points))}, highest ${formatValue(unit, highest)}`;
  });
  const more = lines.length - told.length;
  return [...told, more > 0 ? `and ${more} more` : null].filter((part) => part !== null).join("; ");
}

/** Stretches in which no line has a point, of two steps at least; at the edges too: nothing was measured there. */
export function gapsOf({ timesMs, lines }: Pick<ChartData, "timesMs" | "lines">): PageWindow[] {
  const gaps: PageWindow[] = [];
  const isKnown = (place: number) => lines.some(({ points }) => (points[place] ?? null) !== null);
  let firstMissing: number | null = null;
  for (let place = 0; place <= timesMs.length; place += 1) {
    const missing = place < timesMs.length && !isKnown(place);
    if (missing && firstMissing === null) firstMissing = place;
    if (missing || firstMissing === null) continue;
    const startMs = timesMs[Math.max(0, firstMissing - 1)] ?? 0;
    const endMs = timesMs[Math.min(place, timesMs.length - 1)] ?? 0;
    if (place - firstMissing >= 2) gaps.push({ startMs, endMs });
    firstMissing = null;
  }
  return gaps;
}
