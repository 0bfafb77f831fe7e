import type { ReactNode } from "react";
import { type TimelineRange, timelineSeconds } from "@/lib/ranges/timeline-ranges";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { lastWindow } from "@/lib/timeline/read-window";
import { settledWithin } from "@/lib/upstream/settled-within";
import { TimelineProvider } from "./timeline-context";

/** Events that are known within this are in the first paint; slower ones come with the browser's own question. */
const firstPaintMs = 300;

/** Gives the charts of a page what happened in its range. */
export async function PageTimeline({ range, children }: { range: TimelineRange; children: ReactNode }) {
  const loading = loadTimeline(lastWindow(timelineSeconds(range))).catch((err: unknown) => {
    logger().error({ err }, "the timeline could not be loaded");
    return null;
  });
  const initial = await settledWithin(loading, firstPaintMs);
  return (
    <TimelineProvider key={range} range={range} initial={initial} slotMs={env().OBS_SCRAPE_INTERVAL_SECONDS * 1000}>
      {children}
    </TimelineProvider>
  );
}
