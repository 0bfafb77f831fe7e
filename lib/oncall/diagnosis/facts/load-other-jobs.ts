import "server-only";
import { type Measured, mapMeasured } from "@/lib/measured";
import { missedIntervals, staleAfterIntervals } from "@/lib/plan/contract";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { countedJobs } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { intervalMsOf } from "./measured-interval";
import type { ScrapeFacts } from "./types";

/** Other jobs under which requests are counted, asked only where no target of the API's own was scraped lately. */
export async function loadOtherJobs(
  scrapes: Measured<ScrapeFacts>,
  fresh: boolean | undefined,
): Promise<Measured<string[]>> {
  const setMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const intervalMs = intervalMsOf(scrapes, setMs);
  const missedMs = missedIntervals * intervalMs;
  const isScraped = scrapes.state === "ready" && scrapes.value.api.some(({ atMs }) => atMs > Date.now() - missedMs);
  if (scrapes.state === "error" || isScraped) return mapMeasured(scrapes, () => []);
  return measure(async () => {
    const found = await queryInstant(countedJobs((staleAfterIntervals * intervalMs) / 1000), { fresh });
    return { value: found.flatMap(({ labels }) => labels.job ?? []), sampledAtMs: Date.now() };
  });
}
