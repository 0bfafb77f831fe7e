"use client";
import {
  CartesianGrid,
  Line,
  LineChart as Recharts,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { timeTicks, valueTicks } from "@/lib/format/axis";
import { formatClock, formatDayTime } from "@/lib/format/time";
import { gapsOf } from "./chart-points";
import { styleOf } from "./chart-style";
import { ChartTooltip } from "./chart-tooltip";
import { type Drawn, formatTick, largestValue, pointsOf, tickUnit } from "./chart-values";
import { renderLonePoint } from "./lone-point-dot";

export type Limit = { value: number; label: string };
type Props = { series: Drawn; limits: readonly Limit[]; utc: boolean; label: string };

const longRangeMs = 24 * 3600 * 1000;
/** Share of the axis that a line of text needs. */
const labelRoom = 0.1;
/** Share of the plot's width that a gap needs to say what it is. */
const gapLabelRoom = 0.15;

/** The limits, highest first; one so close below another that their texts would overlap goes without its own. */
function withRoomForLabels(limits: readonly Limit[], top: number): (Limit & { labelled: boolean })[] {
  const sorted = limits.toSorted((a, b) => b.value - a.value);
  return sorted.map((limit, index) => {
    const above = sorted[index - 1];
    return { ...limit, labelled: !above || above.value > top || (above.value - limit.value) / top >= labelRoom };
  });
}

/** Lines over time from zero, gaps marked where data is missing, a crosshair shared with the other charts of the page. */
export function LineChart({ series, limits, utc, label }: Props) {
  const { lines, timesMs, unit } = series;
  const start = timesMs[0] ?? 0;
  const end = timesMs.at(-1) ?? 0;
  const long = end - start >= longRangeMs;
  const offsetMs = utc ? 0 : -new Date(end).getTimezoneOffset() * 60_000;
  const largest = largestValue(lines) ?? 0;
  // A limit just above the data belongs in the picture; one far above would flatten it.
  const near = limits.filter(({ value }) => largest === 0 || value <= largest * 1.6).map(({ value }) => value);
  const highest = Math.max(largest, ...near);
  const tick = tickUnit(unit, highest);
  const ticks = valueTicks(highest / tick).map((value) => value * tick);
  const top = ticks.at(-1) ?? 1;
  const times = timeTicks(start, end, long ? 4 : 5, offsetMs);
  const seconds = times.some((at) => at % 60_000 !== 0);
  const axis = { stroke: "var(--line-strong)", tick: { fill: "var(--ink-3)", fontSize: 11 }, tickLine: false } as const;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 176 }}>
      <Recharts
        data={pointsOf(series)}
        syncId="on-call"
        syncMethod="value"
        accessibilityLayer={false}
        title={label}
        margin={{ top: 6, right: 12, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          {...axis}
          dataKey="timeMs"
          type="number"
          domain={[start, end]}
          ticks={times}
          tickFormatter={(at: number) => (long ? formatDayTime(at, { utc }) : formatClock(at, { utc, seconds }))}
          height={22}
          minTickGap={12}
        />
        <YAxis
          {...axis}
          axisLine={false}
          width={52}
          domain={[0, top]}
          ticks={ticks}
          tickFormatter={(value: number) => formatTick(unit, value)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
          content={<ChartTooltip lines={lines} unit={unit} utc={utc} />}
          wrapperStyle={{ zIndex: 20 }}
        />
        {gapsOf(series).map(({ startMs, endMs }) => (
          <ReferenceArea
            key={startMs}
            x1={startMs}
            x2={endMs}
            fill="var(--hover)"
            fillOpacity={1}
            stroke="none"
            label={
              (endMs - startMs) / (end - start) > gapLabelRoom
                ? { value: "no data", fill: "var(--ink-3)", fontSize: 10 }
                : undefined
            }
          />
        ))}
        {withRoomForLabels(limits, top).map(({ value, label: text, labelled }) => (
          <ReferenceLine
            key={text}
            y={value}
            stroke="var(--ink-3)"
            strokeDasharray="1 3"
            ifOverflow="hidden"
            label={
              labelled
                ? {
                    value: text,
                    position: value > top * (1 - labelRoom) ? "insideTopRight" : "insideBottomRight",
                    fill: "var(--ink-3)",
                    fontSize: 10,
                  }
                : undefined
            }
          />
        ))}
        {lines.map(({ name, role, points }, index) => {
          const { color, dash, width } = styleOf(role, index);
          return (
            <Line
              key={name}
              name={name}
              dataKey={({ values }: { values: (number | null)[] }) => values[index]}
              stroke={color}
              strokeWidth={width}
              strokeDasharray={dash}
              type="linear"
              dot={(dot) => renderLonePoint(dot, points, color)}
              activeDot={{ r: 3, strokeWidth: 0, fill: color }}
              connectNulls={false}
              isAnimationActive={false}
            />
          );
        })}
      </Recharts>
    </ResponsiveContainer>
  );
}
