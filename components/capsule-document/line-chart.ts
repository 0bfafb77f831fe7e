import { styleOf } from "@/components/charts/chart-style";
import { formatTick, formatValue, largestValue, newestValue, tickUnit } from "@/components/charts/chart-values";
import type { CapsuleChart } from "@/lib/capsule/schema";
import { timeTicks, valueTicks } from "@/lib/format/axis";
import { formatClock, formatDayTime } from "@/lib/format/time";
import type { TimelineEvent } from "@/lib/timeline/types";
import { html, type Markup, type Piece } from "./markup";

const [width, height] = [400, 170];
const plot = { left: 50, right: width - 10, top: 16, bottom: height - 22 };
const longRangeMs = 24 * 3600_000;
/** Kinds that explain a change of a curve; the audit log stands in its own section. */
const marked = new Set<TimelineEvent["kind"]>(["deploy", "restart", "oom", "trigger", "alert", "token"]);

type Scale = { x: (timeMs: number) => number; y: (value: number) => number };
const short = (value: number) => Number(value.toFixed(1));

/** One line: a path that is broken where points are missing, and a dot for a point without neighbours. */
function drawLine(
  { name, points }: CapsuleChart["lines"][number],
  timesMs: readonly number[],
  { x, y }: Scale,
): Markup {
  const { color, dash, width: weight } = styleOf(name);
  let path = "";
  const dots: Piece[] = [];
  points.forEach((point, index) => {
    if (point === null) return;
    const [atX, atY] = [short(x(timesMs[index] ?? 0)), short(y(point))];
    const follows = index > 0 && points[index - 1] !== null && points[index - 1] !== undefined;
    path += `${follows ? "L" : "M"}${atX} ${atY}`;
    const leads = points[index + 1] !== null && points[index + 1] !== undefined;
    if (!follows && !leads) dots.push(html`<circle cx="${atX}" cy="${atY}" r="1.8" fill="${color}"/>`);
  });
  const dashed = dash ? html` stroke-dasharray="${dash}"` : "";
  return html`<path d="${path}" fill="none" stroke="${color}" stroke-width="${weight}"${dashed} stroke-linejoin="round"/>${dots}`;
}

function drawMarkers(events: readonly TimelineEvent[], { x }: Scale): Piece {
  return events.map(({ atMs, kind, title }) => {
    const at = short(x(atMs));
    return html`<g class="marker"><title>${kind}: ${title}</title>
<line x1="${at}" x2="${at}" y1="${plot.top - 6}" y2="${plot.bottom}"/><path d="M${at - 4} ${plot.top - 12}h8l-4 6z"/></g>`;
  });
}

function key({ unit, lines }: CapsuleChart): Piece {
  return lines.map(({ name, points }) => {
    const { color, dash, width: weight } = styleOf(name);
    const largest = largestValue([{ name, points }]);
    const dashed = dash ? html` stroke-dasharray="${dash}"` : "";
    return html`<li><svg class="key" viewBox="0 0 20 6" aria-hidden="true"><line x1="0" x2="20" y1="3" y2="3" stroke="${color}" stroke-width="${weight}"${dashed}/></svg>
${name} <b>${formatValue(unit, newestValue(points))}</b>, highest ${formatValue(unit, largest)}</li>`;
  });
}

/** A chart as a picture with axes: gaps are gaps, events are marked, and its key tells the figures in words. */
export function lineChart(title: string, chart: CapsuleChart, events: readonly TimelineEvent[]): Markup {
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
  return html`<figure class="chart" data-chart="${title}">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}, newest: ${told}">
${ticks.map((value) => {
  const at = short(scale.y(value));
  return html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${at}" y2="${at}"/><text x="${plot.left - 6}" y="${at + 3.5}" text-anchor="end">${formatTick(unit, value)}</text>`;
})}
${timeTicks(start, end, 4).map((atMs) => {
  const at = short(scale.x(atMs));
  return html`<text x="${at}" y="${height - 6}" text-anchor="middle">${clock(atMs)}</text>`;
})}
${lines.map((line) => drawLine(line, timesMs, scale))}
${drawMarkers(within, scale)}
</svg>
<ul class="keys">${key(chart)}</ul>
</figure>`;
}
