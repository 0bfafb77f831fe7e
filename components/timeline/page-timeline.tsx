import type { ReactNode } from "react";
import { type TimelineRange, timelineSeconds } from "@/lib/ranges/timeline-ranges";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { loadTimeline } from "@/lib/timeline/load-timeline";
import { lastWindow } from "@/lib/timeline/read-window";
import type { Timeline } from "@/lib/timeline/types";
import { settledWithin } from "@/lib/upstream/settled-within";
import { TimelineProvider } from "./timeline-context";

/** Events that are known within this are in the first paint; slower ones come with the browser's own question. */
const firstPaintMs = 300;

/** What happened in a page's range, where it is known at once. */
export function eventsInTime(range: TimelineRange): Promise<Timeline | null> {
  const loading = loadTimeline(lastWindow(timelineSeconds(range))).catch((err: unknown) => {
    logger().error({ err }, "the timeline could not be loaded");
    return null;
  });
  return settledWithin(loading, firstPaintMs);
}

type Props = {
  range: TimelineRange;
  /** Asked by a page that has other things to wait for, so that it waits once. */
  events?: Promise<Timeline | null>;
  children: ReactNode;
};

/** Gives the charts of a page what happened in its range. */
export async function PageTimeline({ range, events = eventsInTime(range), children }: Props) {
  const initial = await events;
  return (
    <TimelineProvider key={range} range={range} initial={initial} slotMs={env().OBS_SCRAPE_INTERVAL_SECONDS * 1000}>
      {children}
    </TimelineProvider>
  );
}
