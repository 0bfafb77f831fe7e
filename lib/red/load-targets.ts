import "server-only";
import { allKnown, type Targets, targetBirths } from "@/lib/victoriametrics/promql/growth";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { readTargets } from "./read-targets";

/**
 * Which of the API's targets need care over a window; the same question for all who count over it. `excluded`: targets
 * that cannot be counted, as `several processes behind one`. Throws `UpstreamError`.
 */
export async function loadTargets(
  windowSeconds: number,
  {
    intervalSeconds,
    excluded = [],
    ...ask
  }: { intervalSeconds: number; excluded?: readonly string[]; fresh?: boolean; atMs?: number },
): Promise<Targets> {
  const samples = await queryInstant(targetBirths(windowSeconds), ask);
  if (samples.length === 0 && excluded.length === 0) return allKnown;
  return {
    newcomers: readTargets(samples, { endMs: ask.atMs ?? Date.now(), windowSeconds, intervalSeconds }),
    excluded,
  };
}
