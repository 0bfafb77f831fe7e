import "server-only";
import { env } from "@/lib/runtime/env";
import { slotStartMs } from "@/lib/upstream/slot";
import { processStarts } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import type { ProcessStart } from "../group-starts";
import type { TimelineWindow } from "../types";

/** A pod's start becomes known with its first scrape, some intervals later. */
const scrapedWithinMs = 5 * 60_000;

/** Every start of a process of the API in the window, by the processes' own metrics. Throws `UpstreamError`. */
export async function loadProcessStarts({ startMs, endMs }: TimelineWindow): Promise<ProcessStart[]> {
  const nowMs = slotStartMs(Date.now(), env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  const atMs = Math.min(nowMs, endMs + scrapedWithinMs);
  const found = await queryInstant(processStarts(Math.ceil((atMs - startMs) / 1000)), { atMs });
  return found.flatMap(({ labels }) => {
    const startedMs = Math.round(Number(labels.start) * 1000);
    // A process from before the window is scraped in it all the same.
    const isWithin = startedMs >= startMs && startedMs <= endMs;
    return isWithin ? [{ instance: labels.instance ?? "", atMs: startedMs }] : [];
  });
}
