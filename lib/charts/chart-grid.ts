import "server-only";
import type { PageWindow } from "@/lib/ranges/page-window";
import { pointWindowSeconds, type RangeKey, secondsOf, stepSecondsFor, stepSecondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { slotStartMs } from "@/lib/upstream/slot";
import type { Grid } from "@/lib/victoriametrics/urls";

/**
 * The grid of a range's charts up to the start of the present slot, so that all viewers ask the same; and the seconds
 * that each point covers.
 */
export function chartGrid({ range, fresh }: { range: RangeKey; fresh?: boolean }): {
  grid: Grid & { fresh?: boolean };
  windowSeconds: number;
} {
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const stepSeconds = stepSecondsFor(range, interval);
  const endMs = slotStartMs(Date.now(), interval * 1000);
  const grid = { startMs: endMs - secondsOf(range) * 1000, endMs, stepSeconds, fresh };
  return { grid, windowSeconds: pointWindowSeconds(stepSeconds, interval) };
}

/** Like `chartGrid`, for a window that somebody selected: as fine as allowed. */
export function windowGrid({ startMs, endMs }: PageWindow, fresh?: boolean): ReturnType<typeof chartGrid> {
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const stepSeconds = stepSecondsOf((endMs - startMs) / 1000, interval);
  return {
    grid: { startMs, endMs, stepSeconds, fresh },
    windowSeconds: pointWindowSeconds(stepSeconds, interval),
  };
}
