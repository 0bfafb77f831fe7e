import "server-only";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { askVictoriaMetrics, badPoint } from "./ask";
import { readPoint } from "./read-point";
import { rawSchema } from "./schema";
import { instantRequest } from "./urls";

/** One series as it is stored: every sample with the time that its sender gave it, oldest first. */
export type RawSeries = { labels: Record<string, string>; samples: { atMs: number; value: number }[] };

async function load(promql: string, atMs: number): Promise<RawSeries[]> {
  const { data } = await askVictoriaMetrics(instantRequest(env().VICTORIAMETRICS_URL, { promql, atMs }), rawSchema);
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    samples: values.flatMap((point) => {
      const read = readPoint(point);
      if (!read) throw badPoint();
      return read.value === null ? [] : [{ atMs: read.timestampMs, value: read.value }];
    }),
  }));
}

/**
 * The stored samples of a selector with a range (`up[10m]`) that ends at `atMs` (align it to the slot, or nobody shares
 * the answer). For few series: each sample is a row of the answer. Throws `UpstreamError`.
 */
export function queryRaw(promql: string, { atMs, fresh }: { atMs: number; fresh?: boolean }): Promise<RawSeries[]> {
  return coalesce(`victoriametrics raw ${atMs} ${promql}`, () => load(promql, atMs), { fresh });
}
