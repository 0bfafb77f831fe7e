"use client";
import type { ChartData } from "@/lib/charts/types";
import { formatClock, formatDayTime } from "@/lib/format/time";
import { type ChartPoint, formatValue } from "./chart-values";
import { LineKey } from "./line-key";

type Props = { active?: boolean; payload?: readonly { payload?: ChartPoint }[]; utc: boolean } & Pick<
  ChartData,
  "lines" | "unit"
>;

/** The figures under the pointer, or under the point that the arrow keys chose; read out as they change. */
export function ChartTooltip({ active, payload, lines, unit, utc }: Props) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="floating tabular px-2.5 py-1.5 text-xs" role="status" aria-live="assertive">
      <p className="text-ink-3">
        {formatDayTime(point.timeMs, { utc }).replace(/ \d\d:\d\d$/, "")} {formatClock(point.timeMs, { utc })}
        {utc ? " UTC" : ""}
      </p>
      {lines.map(({ name }, index) => (
        <p key={name} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-1.5 text-ink-2">
            <LineKey name={name} index={index} />
            {name}
          </span>
          <span className="font-medium">{formatValue(unit, point.values[index])}</span>
        </p>
      ))}
    </div>
  );
}
