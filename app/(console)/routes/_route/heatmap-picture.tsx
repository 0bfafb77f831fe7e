"use client";
import { useState } from "react";
import { formatClock, formatDayTime } from "@/lib/format/time";
import type { Heatmap } from "@/lib/route-detail/types";
import { boundTick, bucketText, largestCount, usedRows } from "./heatmap-words";

const [left, top, bottom, rowHeight, width] = [64, 4, 20, 16, 960];
const dayMs = 24 * 3600 * 1000;

type Place = { column: number; row: number };
type Props = { heatmap: Heatmap; utc: boolean; range: string };

/** The picture: time to the right, duration upwards. Arrow keys move the field whose figures are read out. */
export function HeatmapPicture({ heatmap, utc, range }: Props) {
  const rows = usedRows(heatmap).toReversed();
  const [at, setAt] = useState<Place | null>(null);
  const columns = heatmap.counts.length;
  const cell = (width - left) / Math.max(1, columns);
  const largest = largestCount(heatmap);
  const height = top + rows.length * rowHeight + bottom;
  const long = (heatmap.timesMs.at(-1) ?? 0) - (heatmap.timesMs[0] ?? 0) >= dayMs * 0.9;
  const timeText = (ms: number) => (long ? formatDayTime(ms, { utc }) : formatClock(ms, { utc, seconds: false }));
  const move = (key: string) => {
    const start = at ?? { column: columns - 1, row: 0 };
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (!step) return false;
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    setAt({
      column: within(start.column + (step[0] ?? 0), columns),
      row: within(start.row + (step[1] ?? 0), rows.length),
    });
    return true;
  };
  return (
    <div className="px-3 pb-2">
      <svg
        role="img"
        aria-label={`Latency distribution, last ${range}; arrow keys read its fields`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its fields are read by arrow keys
        tabIndex={0}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full"
        onKeyDown={(event) => move(event.key) && event.preventDefault()}
        onPointerLeave={() => setAt(null)}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const x = ((event.clientX - box.left) / box.width) * width - left;
          const y = ((event.clientY - box.top) / box.height) * height - top;
          const place = { column: Math.floor(x / cell), row: Math.floor(y / rowHeight) };
          const inside = place.column >= 0 && place.column < columns && place.row >= 0 && place.row < rows.length;
          setAt(inside ? place : null);
        }}
      >
        {rows.map((row, line) => (
          <text
            key={row}
            x={left - 6}
            y={top + line * rowHeight + rowHeight - 4}
            textAnchor="end"
            fontSize="11"
            fill="var(--ink-3)"
          >
            {boundTick(heatmap, row)}
          </text>
        ))}
        {heatmap.counts.map((column, index) => (
          <Column
            key={heatmap.timesMs[index]}
            column={column}
            rows={rows}
            x={left + index * cell}
            cell={cell}
            largest={largest}
          />
        ))}
        {at ? (
          <rect
            x={left + at.column * cell}
            y={top + at.row * rowHeight}
            width={cell}
            height={rowHeight}
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.5"
          />
        ) : null}
        {[0, 0.25, 0.5, 0.75].map((part) => {
          const column = Math.floor(part * columns);
          const timeMs = heatmap.timesMs[column];
          return timeMs === undefined ? null : (
            <text key={part} x={left + column * cell} y={height - 6} fontSize="11" fill="var(--ink-3)">
              {timeText(timeMs - heatmap.stepSeconds * 1000)}
            </text>
          );
        })}
      </svg>
      <p className="tabular h-5 truncate text-ink-2 text-xs" role="status">
        {at
          ? fieldText(heatmap, { column: at.column, row: rows[at.row] ?? 0 }, timeText)
          : "Darker means more requests."}
      </p>
    </div>
  );
}

type ColumnProps = { column: number[] | null; rows: number[]; x: number; cell: number; largest: number };

function Column({ column, rows, x, cell, largest }: ColumnProps) {
  if (column === null) {
    const height = rows.length * rowHeight;
    return <rect x={x} y={top} width={cell} height={height} fill="var(--hover)" data-gap="true" />;
  }
  return rows.map((row, line) => {
    const count = column[row] ?? 0;
    if (count <= 0) return null;
    // Square root: a few slow requests must show beside hundreds of fast ones.
    const opacity = 0.12 + 0.88 * Math.sqrt(count / largest);
    return (
      <rect
        key={row}
        x={x}
        y={top + line * rowHeight}
        width={Math.max(0.5, cell - 0.75)}
        height={rowHeight - 0.75}
        fill="var(--chart-1)"
        opacity={Math.min(1, opacity)}
      />
    );
  });
}

function fieldText(heatmap: Heatmap, { column, row }: Place, timeText: (ms: number) => string): string {
  const endMs = heatmap.timesMs[column] ?? 0;
  const times = `${timeText(endMs - heatmap.stepSeconds * 1000)} to ${timeText(endMs)}`;
  const counts = heatmap.counts[column];
  if (!counts) return `${times}: nothing was measured`;
  return `${times}, ${bucketText(heatmap, row)}: ${Math.round(counts[row] ?? 0).toLocaleString("en-US")} requests`;
}
