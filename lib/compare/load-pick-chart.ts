import "server-only";
import { loadSeries } from "@/lib/charts/load-series";
import type { ChartSeries } from "@/lib/charts/types";
import type { Measured } from "@/lib/measured";

/** Fewer points than these are no chart to pick a window from. */
const pointsMin = 10;

/** Whether a chart has enough points to pick a window from. */
export function canPickFrom(series: Measured<ChartSeries>): boolean {
  if (series.state !== "ready") return false;
  const { lines, timesMs } = series.value;
  const known = timesMs.filter((_, place) => lines.some(({ points }) => (points[place] ?? null) !== null));
  return known.length >= pointsMin;
}

/** The requests of the last day, from which windows are picked; of the last hour while there is no more. */
export async function loadPickChart(): Promise<Measured<ChartSeries>> {
  const day = await loadSeries({ range: "24h", metric: "rate" });
  if (day.state === "error" || canPickFrom(day)) return day;
  return loadSeries({ range: "1h", metric: "rate" });
}
