"use client";
import { formatDayTime, formatIso } from "@/lib/format/time";
import { rowsWithEvents } from "@/lib/timeline/rows-with-events";
import type { TimelineEvent } from "@/lib/timeline/types";
import { type Drawn, formatValue } from "./chart-values";

type Props = { series: Drawn; events?: readonly TimelineEvent[]; utc: boolean; label: string };

/** What a chart draws, as figures, with what happened in between; newest first. */
export function ChartTable({ series, events = [], utc, label }: Props) {
  const rows = rowsWithEvents(series.timesMs, events);
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
          {rows.map(({ timeMs, at, event }) => (
            <tr key={event?.id ?? timeMs} className="border-line border-t" data-event={event?.kind}>
              <th
                scope="row"
                className="whitespace-nowrap py-0.5 text-left font-normal text-ink-2"
                title={formatIso(timeMs, { utc })}
              >
                {formatDayTime(timeMs, { utc })}
              </th>
              {event === null ? (
                <Figures at={at} series={series} />
              ) : (
                <td colSpan={series.lines.length} className="wrap-anywhere py-0.5 pl-2 font-medium text-ink">
                  {event.title}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figures({ at, series }: { at: number; series: Drawn }) {
  return series.lines.map(({ name, points }) => (
    <td key={name} className="whitespace-nowrap py-0.5 pl-2">
      {formatValue(series.unit, points[at])}
    </td>
  ));
}
