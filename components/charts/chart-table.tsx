"use client";
import { formatDayTime, formatIso } from "@/lib/format/time";
import type { TimelineEvent } from "@/lib/timeline/types";
import { type ChartPoint, type Drawn, formatValue, pointsOf } from "./chart-values";

type Props = { series: Drawn; events?: readonly TimelineEvent[]; utc: boolean; label: string };

/** What a chart draws, as figures, with what happened in between; newest first. */
export function ChartTable({ series, events = [], utc, label }: Props) {
  const [startMs = 0, endMs = 0] = [series.timesMs[0], series.timesMs.at(-1)];
  const within = events.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  const rows = [
    ...pointsOf(series).map((point) => ({ timeMs: point.timeMs, point, event: null })),
    ...within.map((event) => ({ timeMs: event.atMs, point: null, event })),
  ].toSorted((a, b) => b.timeMs - a.timeMs);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="h-full overflow-auto px-3" aria-label={label} tabIndex={0}>
      <table className="w-full text-right text-xs">
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">
              Time{utc ? " (UTC)" : ""}
            </th>
            {series.lines.map(({ name }) => (
              <th key={name} scope="col" className="py-1 pl-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ timeMs, point, event }) => (
            <tr key={event?.id ?? timeMs} className="border-line border-t" data-event={event?.kind}>
              <th
                scope="row"
                className="whitespace-nowrap py-0.5 text-left font-normal text-ink-2"
                title={formatIso(timeMs, { utc })}
              >
                {formatDayTime(timeMs, { utc })}
              </th>
              {point ? (
                <Figures point={point} series={series} />
              ) : (
                <td colSpan={series.lines.length} className="wrap-anywhere py-0.5 pl-2 font-medium text-ink">
                  {event?.title}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figures({ point, series }: { point: ChartPoint; series: Drawn }) {
  return series.lines.map(({ name }, index) => (
    <td key={name} className="whitespace-nowrap py-0.5 pl-2">
      {formatValue(series.unit, point.values[index])}
    </td>
  ));
}
