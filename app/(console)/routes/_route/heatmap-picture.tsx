"use client";
import { useState } from "react";
import { formatClock, formatDayTime } from "@/lib/format/time";
import type { Heatmap } from "@/lib/routes/types";
import { boundTick, bucketText, largestCount, usedRows } from "./heatmap-words";

const rowPx = 16;
const dayMs = 24 * 3600 * 1000;

type Place = { column: number; row: number };
type Props = { heatmap: Heatmap; utc: boolean; range: string };

const steps: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));

/** The picture: time to the right, duration upwards. Arrow keys move the field whose figures are read out. */
export function HeatmapPicture({ heatmap, utc, range }: Props) {
  const [at, setAt] = useState<Place | null>(null);
  const rows = usedRows(heatmap).toReversed();
  const columns = heatmap.counts.length;
  const largest = largestCount(heatmap);
  const long = (heatmap.timesMs.at(-1) ?? 0) - (heatmap.timesMs[0] ?? 0) >= dayMs * 0.9;
  const timeText = (ms: number) => (long ? formatDayTime(ms, { utc }) : formatClock(ms, { utc, seconds: false }));
  const startMs = (heatmap.timesMs[0] ?? 0) - heatmap.stepSeconds * 1000;
  const move = (key: string) => {
    const step = steps[key];
    if (!step) return false;
    const from = at ?? { column: columns, row: 0 };
    setAt({ column: within(from.column + step[0], columns), row: within(from.row + step[1], rows.length) });
    return true;
  };
  return (
    <div className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-x-2 px-3 pb-2">
      <div aria-hidden className="text-right text-2xs text-ink-3 leading-4">
        {rows.map((row) => (
          <div key={row}>{boundTick(heatmap, row)}</div>
        ))}
      </div>
      <svg
        role="img"
        aria-label={`Latency distribution, last ${range}; arrow keys read its fields`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its fields are read by arrow keys
        tabIndex={0}
        viewBox={`0 0 ${columns} ${rows.length}`}
        preserveAspectRatio="none"
        className="w-full"
        style={{ height: rows.length * rowPx }}
        onKeyDown={(event) => move(event.key) && event.preventDefault()}
        onPointerLeave={() => setAt(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setAt({
            column: within(Math.floor(((event.clientX - box.left) / box.width) * columns), columns),
            row: within(Math.floor(((event.clientY - box.top) / box.height) * rows.length), rows.length),
          });
        }}
      >
        {heatmap.counts.map((column, index) => (
          <Column key={heatmap.timesMs[index]} column={column} rows={rows} x={index} largest={largest} />
        ))}
        {at ? (
          <rect
            x={at.column}
            y={at.row}
            width="1"
            height="1"
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
        ) : null}
      </svg>
      <div aria-hidden className="col-start-2 flex justify-between text-2xs text-ink-3">
        <span>{timeText(startMs)}</span>
        <span>{timeText((startMs + (heatmap.timesMs.at(-1) ?? 0)) / 2)}</span>
        <span>{timeText(heatmap.timesMs.at(-1) ?? 0)}</span>
      </div>
      <p className="tabular col-span-2 min-h-5 text-ink-2 text-xs" role="status">
        {at
          ? fieldText(heatmap, { column: at.column, row: rows[at.row] ?? 0 }, timeText)
          : "Darker means more requests; grey means that nothing was measured."}
      </p>
    </div>
  );
}

type ColumnProps = { column: number[] | null; rows: number[]; x: number; largest: number };

function Column({ column, rows, x, largest }: ColumnProps) {
  if (column === null) return <rect x={x} y="0" width="1" height={rows.length} fill="var(--hover)" data-gap="true" />;
  return rows.map((row, line) => {
    const count = column[row] ?? 0;
    if (count <= 0) return null;
    // Square root: a few slow requests must show beside hundreds of fast ones.
    const opacity = Math.min(1, 0.12 + 0.88 * Math.sqrt(count / largest));
    return <rect key={row} x={x} y={line} width="0.94" height="0.94" fill="var(--chart-1)" opacity={opacity} />;
  });
}

function fieldText(heatmap: Heatmap, { column, row }: Place, timeText: (ms: number) => string): string {
  const endMs = heatmap.timesMs[column] ?? 0;
  const times = `${timeText(endMs - heatmap.stepSeconds * 1000)} to ${timeText(endMs)}`;
  const counts = heatmap.counts[column];
  if (!counts) return `${times}: nothing was measured`;
  return `${times}, ${bucketText(heatmap, row)}: ${Math.round(counts[row] ?? 0).toLocaleString("en-US")} requests`;
}
