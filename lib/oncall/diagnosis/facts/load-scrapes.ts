import "server-only";
import type { Measured } from "@/lib/measured";
import { processState } from "@/lib/runtime/process-state";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { scrapeFacts } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRaw } from "@/lib/victoriametrics/query-raw";
import { readScrapes, upTo } from "./read-scrapes";
import type { ScrapeFacts } from "./types";

/** Stored samples are read so far back, and so far ahead, where a sender's clock is fast. */
const rawBackMs = 10 * 60_000;
const rawAheadMs = 15 * 60_000;
/** Looks nearer to each other say more about when scrapes come than about how fast time passes. */
const apartMs = 20_000;
/** Clocks that are this near are right. */
const aheadMs = 60_000;
/** The newest sample stands still when it moves slower than this against the clock. */
const standsStill = 0.5;

/** Every scrape target as its stored samples tell of it. Empty when there is none. */
export function loadScrapes(setMs: number, fresh: boolean | undefined): Promise<Measured<ScrapeFacts>> {
  const atMs = slotStartMs(Date.now(), setMs) + setMs + rawAheadMs;
  const seconds = Math.round((rawBackMs + rawAheadMs) / 1000);
  return measure(async () => {
    const [raw, older] = await Promise.all([
      queryRaw(`{__name__=~"up|process_start_time_seconds"}[${seconds}s]`, { atMs, fresh }),
      queryInstant(scrapeFacts(), { fresh }),
    ]);
    const whole = readScrapes(raw, older);
    if (whole === null) return null;
    const nowMs = Date.now();
    const latestMs = newestOf(whole, nowMs);
    const latestAdvance = advanceOf("latest", latestMs, nowMs);
    // What a clock that was ahead left behind lies in the future, and says nothing once it was set right.
    const isLeft = latestMs > nowMs + aheadMs && latestAdvance !== null && latestAdvance < standsStill;
    const found = isLeft ? readScrapes(...upTo(nowMs + aheadMs, raw, older)) : whole;
    if (found === null) return null;
    const sampledAtMs = newestOf(found, nowMs);
    const advance = isLeft ? advanceOf("present", sampledAtMs, nowMs) : latestAdvance;
    return { value: { ...found, advance }, sampledAtMs };
  });
}

/** When the newest of them was stamped; this moment where only others are scraped. */
function newestOf({ api, vmagent }: Pick<ScrapeFacts, "api" | "vmagent">, nowMs: number): number {
  const times = [...api, ...vmagent].map(({ atMs }) => atMs);
  return times.length === 0 ? nowMs : Math.max(...times);
}

/** How fast the newest sample moves against the clock, by the look of an earlier slot. */
function advanceOf(name: "latest" | "present", newestMs: number, nowMs: number): number | null {
  const state = processState(`diagnosis.${name}-sample`, () => ({ looks: [] as { atMs: number; newestMs: number }[] }));
  const before = state.looks.findLast(({ atMs }) => atMs < nowMs - apartMs);
  state.looks = [...state.looks.slice(-20), { atMs: nowMs, newestMs }];
  return before ? (newestMs - before.newestMs) / (nowMs - before.atMs) : null;
}
