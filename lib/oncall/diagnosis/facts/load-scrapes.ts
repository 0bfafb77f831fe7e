import "server-only";
import { type Measured, mapMeasured } from "@/lib/measured";
import { processState } from "@/lib/runtime/process-state";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { countedJobs, scrapeFacts } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRaw } from "@/lib/victoriametrics/query-raw";
import { readScrapes } from "./read-scrapes";
import type { ScrapeFacts } from "./types";

/** Stored samples are read so far back, and so far ahead, where a sender's clock is fast. */
const rawBackMs = 10 * 60_000;
const rawAheadMs = 15 * 60_000;

/** Looks nearer to each other say more about when scrapes come than about how fast time passes. */
const apartMs = 20_000;

/** Who was scraped when, by the stored samples; `setMs` is the interval that is set. */
export function loadScrapes(setMs: number, fresh: boolean | undefined): Promise<Measured<ScrapeFacts>> {
  const atMs = slotStartMs(Date.now(), setMs) + setMs + rawAheadMs;
  const seconds = Math.round((rawBackMs + rawAheadMs) / 1000);
  return measure(async () => {
    const [raw, older] = await Promise.all([
      queryRaw(`{__name__=~"up|process_start_time_seconds"}[${seconds}s]`, { atMs, fresh }),
      queryInstant(scrapeFacts(), { fresh }),
    ]);
    const found = readScrapes(raw, older);
    if (found === null) return null;
    const sampledAtMs = Math.max(...[...found.api, ...found.vmagent].map((target) => target.atMs));
    return { value: { ...found, advance: advanceOf(sampledAtMs) }, sampledAtMs };
  });
}

/** How fast the newest sample moves against the clock, by the look of an earlier slot. */
function advanceOf(newestMs: number): number | null {
  const state = processState("diagnosis.newest-sample", () => ({ looks: [] as { atMs: number; newestMs: number }[] }));
  const nowMs = Date.now();
  const before = state.looks.findLast(({ atMs }) => atMs < nowMs - apartMs);
  state.looks = [...state.looks.slice(-20), { atMs: nowMs, newestMs }];
  return before ? (newestMs - before.newestMs) / (nowMs - before.atMs) : null;
}

/** The longest interval that is measured at the API's targets; the setting where nothing is measured. */
export function intervalMsOf(scrapes: Measured<ScrapeFacts>, setMs: number): number {
  const measured = scrapes.state === "ready" ? scrapes.value.api.flatMap(({ intervalMs }) => intervalMs ?? []) : [];
  return measured.length === 0 ? setMs : Math.round(Math.max(...measured) / 1000) * 1000 || setMs;
}

/** Jobs under which requests are counted, asked only where the API's own job has no target. */
export async function loadOtherJobs(
  scrapes: Measured<ScrapeFacts>,
  fresh: boolean | undefined,
): Promise<Measured<string[]>> {
  if (scrapes.state === "error" || (scrapes.state === "ready" && scrapes.value.api.length > 0)) {
    return mapMeasured(scrapes, () => []);
  }
  return measure(async () => {
    const found = await queryInstant(countedJobs(), { fresh });
    return { value: found.flatMap(({ labels }) => labels.job ?? []), sampledAtMs: Date.now() };
  });
}
