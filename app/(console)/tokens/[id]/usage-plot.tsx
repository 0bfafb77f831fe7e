"use client";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { timeTicks, valueTicks } from "@/lib/format/axis";
import { formatClock, formatDayTime } from "@/lib/format/time";
import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { labelsOf, usageStyles } from "./usage-lines";

const longRangeMs = 24 * 3_600_000;

/** Lines from zero; gaps where the gate's log was silent and nothing is known. */
export function UsagePlot({ series, utc }: { series: UsageSeries; utc: boolean }) {
  const { timesMs, lines } = series;
  const start = timesMs[0] ?? 0;
  const end = timesMs.at(-1) ?? 0;
  const isLong = end - start >= longRangeMs;
  const format = (at: number) => (isLong ? formatDayTime(at, { utc }) : formatClock(at, { utc, seconds: false }));
  const labels = labelsOf(series);
  const largest = Math.max(0, ...lines.flatMap(({ requests }) => requests.map((value) => value ?? 0)));
  const ticks = valueTicks(largest);
  const axis = { stroke: "var(--line-strong)", tick: { fill: "var(--ink-3)", fontSize: 11 }, tickLine: false } as const;
  const data = timesMs.map((timeMs, at) => ({ timeMs, values: lines.map(({ requests }) => requests[at] ?? null) }));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 200 }}>
      <LineChart data={data} accessibilityLayer title="Requests" margin={{ top: 6, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          {...axis}
          dataKey="timeMs"
          type="number"
          domain={[start, end]}
          ticks={timeTicks(start, end, 5, utc ? 0 : -new Date(end).getTimezoneOffset() * 60_000)}
          tickFormatter={format}
          height={22}
        />
        <YAxis {...axis} axisLine={false} width={52} domain={[0, ticks.at(-1) ?? 1]} ticks={ticks} />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(at) => formatDayTime(Number(at), { utc })}
          contentStyle={{
            background: "var(--surface)",
            border: "1px solid var(--line-strong)",
            borderRadius: 8,
            fontSize: 12,
          }}
        />
        {labels.map((label, at) => (
          <Line
            key={label}
            name={label}
            dataKey={({ values }: { values: (number | null)[] }) => values[at]}
            stroke={usageStyles(at).color}
            strokeDasharray={usageStyles(at).dash}
            strokeWidth={1.75}
            type="linear"
            dot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
