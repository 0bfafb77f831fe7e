"use client";
import { useTimeline } from "@/components/timeline/timeline-context";
import { formatBytes } from "@/lib/format/bytes";
import { formatDayTime, formatIso } from "@/lib/format/time";
import { rowsWithEvents } from "@/lib/timeline/rows-with-events";
import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { labelsOf } from "./usage-lines";

/** What the chart draws, as figures, with what happened in between; newest first. What nobody can tell is "unknown", not 0. */
export function UsageTable({ series, utc }: { series: UsageSeries; utc: boolean }) {
  const labels = labelsOf(series);
  const events = useTimeline()?.events ?? [];
  const rows = rowsWithEvents(series.timesMs, events);
  const cellOf = (line: UsageSeries["lines"][number], at: number) => {
    const requests = line.requests[at];
    return requests === null || requests === undefined
      ? "unknown"
      : `${requests.toLocaleString("en-US")} (${formatBytes(line.bytes[at] ?? 0)})`;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="h-full overflow-auto px-3" aria-label="Requests as table" tabIndex={0}>
      <table className="w-full text-right text-xs">
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">
              Time{utc ? " (UTC)" : ""}
            </th>
            {labels.map((label) => (
              <th key={label} scope="col" className="py-1 pl-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ timeMs, at, event }) => (
            <tr key={event?.id ?? timeMs} className="border-line border-t" data-event={event?.kind}>
              <th scope="row" className="py-0.5 text-left font-normal text-ink-2" title={formatIso(timeMs, { utc })}>
                {formatDayTime(timeMs, { utc })}
              </th>
              {at === null ? (
                <td colSpan={labels.length} className="wrap-anywhere py-0.5 pl-2 font-medium">
                  {event?.title}
                </td>
              ) : (
                series.lines.map((line, index) => (
                  <td key={labels[index]} className="py-0.5 pl-2">
                    {cellOf(line, at)}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
