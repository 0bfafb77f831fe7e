import "server-only";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { askVictoriaMetrics, badPoint } from "./ask";
import { readPoint } from "./read-point";
import { instantSchema } from "./schema";
import { instantRequest } from "./urls";

/** One series at one moment. `timestampMs` is when it was evaluated, not when the sample was taken. */
export type InstantSample = { labels: Record<string, string>; value: number; timestampMs: number };

async function load(promql: string, atMs: number | undefined): Promise<InstantSample[]> {
  const { data } = await askVictoriaMetrics(instantRequest(env().VICTORIAMETRICS_URL, { promql, atMs }), instantSchema);
  const rows = data.resultType === "vector" ? data.result : [{ metric: {}, value: data.result }];
  return rows.flatMap(({ metric, value }) => {
    const point = readPoint(value);
    if (!point) throw badPoint();
    return point.value === null ? [] : [{ labels: metric, value: point.value, timestampMs: point.timestampMs }];
  });
}

type Options = {
  atMs?: number;
  fresh?: boolean;
  /** How old the answer may be, where it changes slowly; an empty one is asked for again in the next slot. */
  lastsMs?: number;
};

/**
 * Evaluates PromQL now, or at `atMs` (align it to the slot, or nobody shares the answer). Series whose value is NaN
 * or infinite are left out; no series is an empty list. Throws `UpstreamError`.
 */
export function queryInstant(promql: string, { atMs, fresh, lastsMs = 0 }: Options = {}): Promise<InstantSample[]> {
  const key = `victoriametrics instant ${atMs ?? "now"} ${promql}`;
  return coalesce(key, () => load(promql, atMs), { fresh, lastsMs: (rows) => (rows.length === 0 ? 0 : lastsMs) });
}
