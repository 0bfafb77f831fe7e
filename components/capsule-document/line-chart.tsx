import type { ReactNode } from "react";
import { styleOf } from "@/components/charts/chart-style";
import { formatTick, formatValue, largestValue, newestValue, tickUnit } from "@/components/charts/chart-values";
import { LineKey } from "@/components/charts/line-key";
import type { CapsuleChart } from "@/lib/capsule/schema";
import { timeTicks, valueTicks } from "@/lib/format/axis";
import { formatClock, formatDayTime } from "@/lib/format/time";
import type { TimelineEvent } from "@/lib/timeline/types";
import { each } from "./bits";

const [width, height] = [400, 170];
const plot = { left: 50, right: width - 10, top: 16, bottom: height - 22 };
const longRangeMs = 24 * 3600_000;
/** Half of what a time on the axis takes, in the picture's units. */
const textRoom = 18;
/** Kinds that explain a change of a curve; the audit log stands in its own section. */
const marked = new Set<TimelineEvent["kind"]>(["deploy", "restart", "oom", "trigger", "alert", "token"]);

type Scale = { x: (timeMs: number) => number; y: (value: number) => number };
const short = (value: number) => Number(value.toFixed(1));

type LineProps = { line: CapsuleChart["lines"][number]; place: number; timesMs: readonly number[]; scale: Scale };

/** One line: a path that is broken where points are missing, and a dot for a point without neighbours. */
function Line({ line: { role, points }, place, timesMs, scale: { x, y } }: LineProps): ReactNode {
  const { color, dash, width: weight } = styleOf(role, place);
  let path = "";
  const lone: [number, number][] = [];
  points.forEach((point, index) => {
    if (point === null) return;
    const [atX, atY] = [short(x(timesMs[index] ?? 0)), short(y(point))];
    const follows = typeof points[index - 1] === "number";
    path += `${follows ? "L" : "M"}${atX} ${atY}`;
    if (!follows && typeof points[index + 1] !== "number") lone.push([atX, atY]);
  });
  return (
    <>
      <path d={path} fill="none" stroke={color} strokeWidth={weight} strokeDasharray={dash} strokeLinejoin="round" />
      {each(lone, ([cx, cy]) => (
        <circle cx={cx} cy={cy} r="1.8" fill={color} />
      ))}
    </>
  );
}

function Marker({ event: { kind, title, atMs }, scale: { x } }: { event: TimelineEvent; scale: Scale }): ReactNode {
  const at = short(x(atMs));
  return (
    <g data-event={kind}>
      <title>{`${kind}: ${title}`}</title>
      <line x1={at} x2={at} y1={plot.top - 6} y2={plot.bottom} stroke="var(--ink-3)" strokeDasharray="2 2" />
      <path d={`M${at - 4} ${plot.top - 12}h8l-4 6z`} fill="var(--ink-2)" />
    </g>
  );
}

function Key({ chart: { unit, lines } }: { chart: CapsuleChart }): ReactNode {
  return each(lines, ({ name, role, points }, place) => (
    <li className="flex items-center gap-1">
      <LineKey role={role} index={place} />
      <span>
        {name} <b>{formatValue(unit, newestValue(points))}</b>, highest{" "}
        {formatValue(unit, largestValue([{ name, points }]))}
      </span>
    </li>
  ));
}

type Props = { title: string; chart: CapsuleChart; events: readonly TimelineEvent[] };

/**
 * A chart as a picture with axes: gaps are gaps, events are marked, and its key tells the figures in words. Not the
 * pages' chart: recharts draws only in a browser, once effects have run. Look, ticks and words are shared with it.
 */
export function CapsuleLineChart({ title, chart, events }: Props): ReactNode {
  const { timesMs, lines, unit } = chart;
  const [start = 0, end = 1] = [timesMs[0], timesMs.at(-1)];
  const largest = largestValue(lines) ?? 0;
  const tick = tickUnit(unit, largest);
  const ticks = valueTicks(largest / tick).map((value) => value * tick);
  const top = ticks.at(-1) ?? 1;
  const scale: Scale = {
    x: (timeMs) => plot.left + ((timeMs - start) / Math.max(1, end - start)) * (plot.right - plot.left),
    y: (value) => plot.bottom - (value / top) * (plot.bottom - plot.top),
  };
  const clock = (atMs: number) =>
    end - start >= longRangeMs ? formatDayTime(atMs, { utc: true }) : formatClock(atMs, { utc: true, seconds: false });
  const within = events.filter(({ kind, atMs }) => marked.has(kind) && atMs >= start && atMs <= end);
  const told = lines.map(({ name, points }) => `${name} ${formatValue(unit, newestValue(points))}`).join(", ");
  return (
    <figure className="min-w-0 break-inside-avoid" data-chart={title}>
      <figcaption className="font-semibold text-[0.8125rem]">{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}, newest: ${told}`}
        className="block h-auto w-full max-w-xl fill-ink-3 text-2xs"
      >
        {each(ticks, (value) => {
          const at = short(scale.y(value));
          return (
            <>
              <line x1={plot.left} x2={plot.right} y1={at} y2={at} stroke="var(--line)" />
              <text x={plot.left - 6} y={at + 3.5} textAnchor="end">
                {formatTick(unit, value)}
              </text>
            </>
          );
        })}
        {each(timeTicks(start, end, 4), (atMs) => {
          const at = short(scale.x(atMs));
          // The last one would be cut off if it stood around its tick.
          const isLast = at > plot.right - textRoom;
          return (
            <text x={isLast ? plot.right : at} y={height - 6} textAnchor={isLast ? "end" : "middle"}>
              {clock(atMs)}
            </text>
          );
        })}
        {each(lines, (line, place) => (
          <Line line={line} place={place} timesMs={timesMs} scale={scale} />
        ))}
        {each(within, (event) => (
          <Marker event={event} scale={scale} />
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-2 text-xs">
        <Key chart={chart} />
      </ul>
    </figure>
  );
}
