import "server-only";
import { env } from "@/lib/runtime/env";
import { slotStartMs } from "@/lib/upstream/slot";
import type { TimelineWindow } from "./types";

/**
 * The last `seconds` up to the start of the present slot, where the charts' grid ends too: all viewers ask the same.
 */
export function lastWindow(seconds: number): TimelineWindow {
  const endMs = slotStartMs(Date.now(), env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  return { startMs: endMs - seconds * 1000, endMs };
}
