import "server-only";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { askVictoriaMetrics } from "./ask";

const counts = z.array(z.object({ name: z.string(), value: z.number() }));
const statusSchema = z.object({
  status: z.literal("success"),
  data: z.object({ totalSeries: z.number(), seriesCountByMetricName: counts, seriesCountByLabelName: counts }),
});

export type SeriesStatus = {
  totalSeries: number;
  byMetric: { name: string; count: number }[];
  byLabel: { name: string; count: number }[];
};

const topN = 10;

async function load(): Promise<SeriesStatus> {
  const url = `${env().VICTORIAMETRICS_URL}/api/v1/status/tsdb?topN=${topN}`;
  const { data } = await askVictoriaMetrics({ url, method: "GET" }, statusSchema);
  const toCounts = (list: z.infer<typeof counts>) => list.map(({ name, value }) => ({ name, count: value }));
  return {
    totalSeries: data.totalSeries,
    byMetric: toCounts(data.seriesCountByMetricName),
    byLabel: toCounts(data.seriesCountByLabelName),
  };
}

/** Series of the current day (UTC) with the ten largest metrics and labels. Throws `UpstreamError`. */
export function seriesStatus(): Promise<SeriesStatus> {
  return coalesce("victoriametrics series-status", load);
}
