import type { ReactNode } from "react";
import { env } from "@/lib/env";
import { logger } from "@/lib/http/logger";
import { settledWithin } from "@/lib/http/settled-within";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { type TimelineRange, timelineSeconds } from "@/lib/timeline/ranges";
import { lastWindow } from "@/lib/timeline/read-window";
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
