import "server-only";
import { allKnown, type Targets, targetBirths } from "@/lib/victoriametrics/promql/growth";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { readTargets } from "./read-targets";

/**
 * Which of the API's targets need care over a window; one shared question for all that count over it. `excluded`:
 * targets that cannot be counted, such as one with several processes behind it; `resumed`: those with a gap in their
 * scrapes at the window's start. Throws `UpstreamError`.
 */
export async function loadTargets(
  windowSeconds: number,
  {
    intervalSeconds,
    excluded = [],
    resumed = [],
    ...ask
  }: {
    intervalSeconds: number;
    excluded?: readonly string[];
    resumed?: readonly string[];
    fresh?: boolean;
    atMs?: number;
    lastsMs?: number;
  },
): Promise<Targets> {
  const samples = await queryInstant(targetBirths(windowSeconds), ask);
  if (samples.length === 0 && excluded.length === 0 && resumed.length === 0) return allKnown;
  const late = readTargets(samples, { endMs: ask.atMs ?? Date.now(), windowSeconds, intervalSeconds });
  return { newcomers: [...new Set([...late, ...resumed])], excluded };
}
