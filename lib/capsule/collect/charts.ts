import "server-only";
import { type ChartQuestion, loadChart } from "@/lib/charts/load-chart";
import { seriesQuestion } from "@/lib/charts/load-series";
import type { ChartData } from "@/lib/charts/types";
import { laneCharts } from "@/lib/dependencies/lane-charts";
import { laneTitles } from "@/lib/dependencies/lane-words";
import { laneNames } from "@/lib/dependencies/types";
import { pointWindowSeconds, stepSecondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { collectPart, partOfMeasured } from "../part";
import type { CapsuleContent } from "../schema";
import type { CapsuleWindow } from "../window";

/** The charts of the on-call page and of every dependency, over the window. One after the other: nobody waits. */
export async function collectCharts(window: CapsuleWindow): Promise<CapsuleContent["charts"]> {
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const stepSeconds = stepSecondsOf((window.endMs - window.startMs) / 1000, interval);
  const over = pointWindowSeconds(stepSeconds, interval);
  const questions: (ChartQuestion & { title: string })[] = [
    { title: "Requests by status", ...seriesQuestion("rate", over, null) },
    { title: "Error ratio", ...seriesQuestion("errors", over, null) },
    { title: "Latency", ...seriesQuestion("latency", over, null) },
    ...laneNames.flatMap((lane) =>
      laneCharts(lane, over).map((chart) => ({ ...chart, title: `${laneTitles[lane]}: ${chart.title}` })),
    ),
  ];
  const charts: CapsuleContent["charts"] = [];
  for (const { title, ...question } of questions) {
    const load = async () =>
      partOfMeasured(await loadChart(question, { ...window, stepSeconds }), "VictoriaMetrics", shortened);
    charts.push({ title, part: await collectPart("VictoriaMetrics", load) });
  }
  return charts;
}

const linesMax = 12;

const shortened = (chart: ChartData) => ({
  ...chart,
  lines: chart.lines.slice(0, linesMax).map((line) => ({ ...line, points: line.points.map(rounded) })),
});
/** Six digits draw every chart; sixteen would double the file. */
const rounded = (point: number | null) => (point === null ? null : Number(point.toPrecision(6)));
