"use client";
import clsx from "clsx";
import { type ReactNode, useId } from "react";
import { formatClock } from "@/lib/format/time";
import type { PageWindow } from "@/lib/ranges/page-window";
import { plotInsets, pointText, shareOf, type TraceQuery } from "./chart-points";
import { ChartTip } from "./chart-tip";
import type { Drawn } from "./chart-values";
import { useChartCursor } from "./use-chart-cursor";

type Props = {
  series: Drawn;
  label: string;
  utc: boolean;
  /** Where the chart is of requests: which traces its points lead to. */
  traces?: TraceQuery;
  onSelect: (window: PageWindow) => void;
  children: ReactNode;
};

/**
 * Reads and selects on a chart: the pointer's press or the arrow keys choose a point, which is read aloud and leads to
 * its traces; a drag, or the arrow keys with Shift and then Enter, select a stretch of time.
 */
export function ChartReader({ series, label, utc, traces, onSelect, children }: Props) {
  const { timesMs } = series;
  const helpId = useId();
  const { place, selected, slider, surface, pointer, onKeyDown, close } = useChartCursor({ timesMs, onSelect });
  const at = (timeMs: number) => `${shareOf(timesMs, timeMs) * 100}%`;
  const shown = place ?? timesMs.length - 1;
  const clock = (timeMs: number) => formatClock(timeMs, { utc });
  const selection = selected
    ? `${clock(selected.startMs)} to ${clock(selected.endMs)} selected, Enter shows it. `
    : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here, its slider does by keyboard
    <div
      ref={surface}
      className={clsx(
        "relative h-full touch-pan-y select-none",
        place !== null && "[&_.recharts-tooltip-wrapper]:hidden",
      )}
      {...pointer}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || close()}
    >
      {children}
      <div
        className="pointer-events-none absolute top-1"
        style={{ left: plotInsets.left, right: plotInsets.right, bottom: plotInsets.bottom }}
      >
        <div
          ref={slider}
          role="slider"
          tabIndex={0}
          aria-label={`${label}, points`}
          aria-describedby={helpId}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, timesMs.length - 1)}
          aria-valuenow={Math.max(0, shown)}
          aria-valuetext={`${selection ?? ""}${pointText(series, shown, utc)}`}
          className="absolute inset-0"
          onKeyDown={onKeyDown}
        />
        <p id={helpId} className="sr-only">
          Arrow keys read the points. With Shift they select a stretch, Enter shows it, Escape leaves it.
        </p>
        {selected ? (
          <div
            data-testid="chart-selection"
            className="absolute inset-y-0 border-accent border-x bg-accent/15"
            style={{ left: at(selected.startMs), right: `calc(100% - ${at(selected.endMs)})` }}
          />
        ) : null}
        {place !== null && !selected ? (
          <div className="absolute inset-y-0 border-ink-3 border-l" style={{ left: at(timesMs[place] ?? 0) }} />
        ) : null}
      </div>
      {place !== null ? (
        <ChartTip series={series} place={place} utc={utc} selection={selection} traces={traces} />
      ) : null}
    </div>
  );
}
