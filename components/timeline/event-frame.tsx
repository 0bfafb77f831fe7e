"use client";
import { type ReactNode, useMemo } from "react";
import { clusterEvents } from "@/lib/timeline/cluster-events";
import { EventStrip, markerPx } from "./event-strip";
import { useTimeline } from "./timeline-context";
import { useWidth } from "./use-width";

/** What the axes of a chart take at each side, in pixels. */
type Insets = { left: number; right: number; bottom: number };
/** Those of line-chart.tsx and usage-plot.tsx. */
const lineInsets: Insets = { left: 52, right: 12, bottom: 22 };
/** Height of the row of signs above the plot. */
const stripPx = 24;

type Props = { timesMs: readonly number[]; label: string; insets?: Insets; children: ReactNode };

/**
 * A chart with the page's events: a row of signs above it and a line for each behind it, so that the data is never
 * covered. Without a timeline the chart stands alone.
 */
export function EventFrame({ timesMs, label, insets = lineInsets, children }: Props) {
  const state = useTimeline();
  const [measure, width] = useWidth();
  const [startMs = 0, endMs = 0] = [timesMs[0], timesMs.at(-1)];
  const { left, right, bottom } = insets;
  const plotPx = width - left - right;
  const events = state?.events;
  const clusters = useMemo(
    () => (events && plotPx > 0 ? clusterEvents(events, { startMs, endMs }, markerPx / plotPx) : []),
    [events, startMs, endMs, plotPx],
  );
  if (!state) return children;
  return (
    <div ref={measure} className="relative h-full" style={{ paddingTop: stripPx }}>
      <EventStrip clusters={clusters} label={label} insets={{ left, right }} />
      <div
        aria-hidden
        className="pointer-events-none absolute"
        style={{ left, right, bottom, top: stripPx }}
        data-testid="event-lines"
      >
        {clusters.map(({ at, events: [first] }) => (
          <div
            key={first?.id}
            className="absolute inset-y-0 border-line-strong border-l border-dashed"
            style={{ left: `${at * 100}%` }}
          />
        ))}
      </div>
      <div className="relative h-full">{children}</div>
    </div>
  );
}
