import type { ChartData } from "@/lib/charts/types";
import { formatClock, formatDayTime } from "@/lib/format/time";
import { type ChartPoint, formatValue } from "./chart-values";
import { LineKey } from "./line-key";

type Props = ChartPoint & Pick<ChartData, "lines" | "unit"> & { utc: boolean };

/** The figures of one point of a chart. */
export function PointFigures({ timeMs, values, lines, unit, utc }: Props) {
  return (
    <>
      <p className="text-ink-3">
        {formatDayTime(timeMs, { utc }).replace(/ \d\d:\d\d$/, "")} {formatClock(timeMs, { utc })}
        {utc ? " UTC" : ""}
      </p>
      {lines.map(({ name, role }, index) => (
        <p key={name} className="flex items-center justify-between gap-4">
          <span className="flex min-w-0 items-center gap-1.5 text-ink-2">
            <LineKey role={role} index={index} />
            <span className="truncate">{name}</span>
          </span>
          <span className="whitespace-nowrap font-medium">{formatValue(unit, values[index])}</span>
        </p>
      ))}
    </>
  );
}
