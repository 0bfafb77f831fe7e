"use client";
import { formatDayTime, formatIso } from "@/lib/format/time";
import { type Drawn, formatValue, pointsOf } from "./chart-values";

/** What a chart draws, as figures; newest first. */
export function ChartTable({ series, utc, label }: { series: Drawn; utc: boolean; label: string }) {
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
          {pointsOf(series)
            .toReversed()
            .map(({ timeMs, values }) => (
              <tr key={timeMs} className="border-line border-t">
                <th
                  scope="row"
                  className="whitespace-nowrap py-0.5 text-left font-normal text-ink-2"
                  title={formatIso(timeMs, { utc })}
                >
                  {formatDayTime(timeMs, { utc })}
                </th>
                {series.lines.map(({ name }, index) => (
                  <td key={name} className="whitespace-nowrap py-0.5 pl-2">
                    {formatValue(series.unit, values[index])}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
