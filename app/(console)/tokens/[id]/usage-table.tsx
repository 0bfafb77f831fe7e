"use client";
import { formatBytes } from "@/lib/format/bytes";
import { formatDayTime, formatIso } from "@/lib/format/time";
import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { labelsOf } from "./usage-lines";

/** What the chart draws, as figures; newest first. A step that nobody can tell of is "unknown", not 0. */
export function UsageTable({ series, utc }: { series: UsageSeries; utc: boolean }) {
  const labels = labelsOf(series);
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
          {series.timesMs
            .map((timeMs, at) => ({ timeMs, at }))
            .toReversed()
            .map(({ timeMs, at }) => (
              <tr key={timeMs} className="border-line border-t">
                <th scope="row" className="py-0.5 text-left font-normal text-ink-2" title={formatIso(timeMs, { utc })}>
                  {formatDayTime(timeMs, { utc })}
                </th>
                {series.lines.map((line, index) => (
                  <td key={labels[index]} className="py-0.5 pl-2">
                    {cellOf(line, at)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
