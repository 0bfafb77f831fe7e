import "server-only";
import type { ChartData } from "@/lib/charts/types";
import { type HistoryRange, historyRanges } from "@/lib/ranges/history-ranges";
import { loadSamples } from "@/lib/resources/load-samples";
import type { SamplePoint } from "@/lib/resources/types";
import { memoryFigure } from "./judge-memory";

const minuteMs = 60_000;

/** Joins the points that fall into each step; a step without a point is a gap. */
function onGrid(points: readonly SamplePoint[], fromMs: number, toMs: number, stepMs: number) {
  const first = Math.floor(fromMs / stepMs) * stepMs;
  const timesMs = Array.from({ length: Math.floor((toMs - first) / stepMs) + 1 }, (_, index) => first + index * stepMs);
  const steps = new Map<number, SamplePoint[]>();
  for (const point of points) {
    const step = Math.floor(point.atMs / stepMs) * stepMs;
    steps.set(step, [...(steps.get(step) ?? []), point]);
  }
  const join = (of: (list: SamplePoint[]) => number) =>
    timesMs.map((at) => {
      const list = steps.get(at);
      return list ? of(list) : null;
    });
  return {
    timesMs,
    average: join((list) => list.reduce((sum, { average }) => sum + average, 0) / list.length),
    lowest: join((list) => Math.min(...list.map(({ min }) => min))),
  };
}

/** Available memory over a range for a chart: average and lowest of each step, gaps where nothing was sampled. */
export async function loadMemoryHistory(range: HistoryRange, nowMs: number): Promise<ChartData> {
  const { lengthMs, stepMs, resolution } = historyRanges[range];
  const fromMs = nowMs - lengthMs;
  const points = await loadSamples({ ...memoryFigure, fromMs, toMs: nowMs, resolution });
  const { timesMs, average, lowest } = onGrid(points, fromMs, nowMs - minuteMs, stepMs);
  const lines: ChartData["lines"] = [
    { name: "average", role: "main", points: average },
    { name: "lowest", role: "lower", points: lowest },
  ];
  return { unit: "bytes", timesMs, lines, promql: "" };
}
