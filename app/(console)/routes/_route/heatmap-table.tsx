"use client";
import { formatDayTime } from "@/lib/format/time";
import type { Heatmap } from "@/lib/routes/types";
import { boundTick, bucketText, usedRows } from "./heatmap-words";

/** What the picture draws, as figures; newest first. */
export function HeatmapTable({ heatmap, utc, range }: { heatmap: Heatmap; utc: boolean; range: string }) {
  const rows = usedRows(heatmap);
  const order = heatmap.timesMs.map((_, index) => index).toReversed();
  return (
    <section
      aria-label={`Latency distribution as table, last ${range}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-auto px-3 pb-2"
    >
      <table className="w-full text-right text-xs">
        <thead className="sticky top-0 bg-surface text-ink-3">
          <tr>
            <th scope="col" className="py-1 text-left font-medium">
              Until{utc ? " (UTC)" : ""}
            </th>
            {rows.map((row) => (
              <th key={row} scope="col" className="py-1 pl-2 font-medium" title={bucketText(heatmap, row)}>
                {boundTick(heatmap, row)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((index) => (
            <tr key={heatmap.timesMs[index]} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-0.5 text-left font-normal text-ink-2">
                {formatDayTime(heatmap.timesMs[index] ?? 0, { utc })}
              </th>
              {rows.map((row) => (
                <td key={row} className="py-0.5 pl-2">
                  {heatmap.counts[index] ? Math.round(heatmap.counts[index]?.[row] ?? 0) : "no data"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
