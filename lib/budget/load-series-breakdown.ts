import "server-only";
import { measure } from "@/lib/upstream/measure";
import { seriesStatus } from "@/lib/victoriametrics/series-status";
import type { SeriesBreakdown } from "./budget-types";

/** What makes up today's series: the largest metrics and labels. */
export function loadSeriesBreakdown(): Promise<SeriesBreakdown> {
  return measure(async () => {
    const status = await seriesStatus();
    return status.totalSeries === 0 ? null : { value: status, sampledAtMs: Date.now() };
  });
}
