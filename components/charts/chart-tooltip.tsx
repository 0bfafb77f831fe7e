"use client";
import type { ChartData } from "@/lib/charts/types";
import type { ChartPoint } from "./chart-values";
import { PointFigures } from "./point-figures";

type Props = { active?: boolean; payload?: readonly { payload?: ChartPoint }[]; utc: boolean } & Pick<
  ChartData,
  "lines" | "unit"
>;

/** The figures under the pointer. */
export function ChartTooltip({ active, payload, lines, unit, utc }: Props) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="floating tabular px-2.5 py-1.5 text-xs">
      <PointFigures {...point} lines={lines} unit={unit} utc={utc} />
    </div>
  );
}
