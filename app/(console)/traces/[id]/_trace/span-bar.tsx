import { layerColor } from "@/components/traces/layer-bar";
import { formatSpanTime } from "@/lib/format/span-time";
import type { SpanRow } from "@/lib/traces/view";

/** The part of time that the waterfall shows, in microseconds of the trace's window. */
export type Zoom = { startUs: number; endUs: number };

const drawn = 1000;

/** SVG path of pairs of start and end, on a line of 1,000 units, each at least half a unit wide. */
function pathOf(pairs: readonly number[], { startUs, endUs }: Zoom): string {
  const x = (us: number) => Math.max(0, Math.min(drawn, ((us - startUs) / (endUs - startUs)) * drawn));
  let path = "";
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const [from, to] = [x(pairs[index] ?? 0), x(pairs[index + 1] ?? 0)];
    if (to > 0 && from < drawn) path += `M${from.toFixed(1)} 0h${Math.max(0.5, to - from).toFixed(1)}`;
  }
  return path;
}

function Line({ d, color, height, className }: { d: string; color: string; height: number; className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 -1 ${drawn} 2`}
      preserveAspectRatio="none"
      className={`absolute w-full ${className}`}
      style={{ height }}
    >
      <path d={d} stroke={color} strokeWidth={2} fill="none" />
    </svg>
  );
}

/** A span on the time line: pale where its children ran, full where it worked itself, underlined where critical. */
export function SpanBar({ row, zoom }: { row: SpanRow; zoom: Zoom }) {
  const length = zoom.endUs - zoom.startUs;
  const endUs = row.startUs + row.durationUs;
  const left = Math.max(0, Math.min(1, (row.startUs - zoom.startUs) / length));
  const right = Math.max(left, Math.min(1, (endUs - zoom.startUs) / length));
  const outside = endUs < zoom.startUs || row.startUs > zoom.endUs;
  const color = layerColor(row.layer);
  // The text stands where there is room: behind the bar, before it, else on it.
  const place =
    right < 0.86
      ? { left: `calc(${right * 100}% + 6px)` }
      : left > 0.14
        ? { right: `calc(${(1 - left) * 100}% + 6px)` }
        : { right: "4px" };
  return (
    <span className="absolute inset-0" data-outside={outside}>
      {outside ? null : (
        <span
          aria-hidden
          className="absolute top-1/2 h-2.5 -translate-y-1/2 rounded-xs"
          style={{
            left: `${left * 100}%`,
            width: `${(right - left) * 100}%`,
            minWidth: 2,
            background: row.self === null ? color : `color-mix(in srgb, ${color} 32%, transparent)`,
            boxShadow: row.error ? "0 0 0 1.5px var(--bad)" : undefined,
          }}
        />
      )}
      {row.self === null || outside ? null : (
        <Line d={pathOf(row.self, zoom)} color={color} height={10} className="top-1/2 -translate-y-1/2" />
      )}
      {row.critical.length === 0 ? null : (
        <Line d={pathOf(row.critical, zoom)} color="var(--ink)" height={2} className="bottom-0.5" />
      )}
      <span
        className="tabular absolute top-1/2 -translate-y-1/2 whitespace-nowrap rounded-xs text-2xs text-ink-2"
        style={{
          ...place,
          background: "right" in place && place.right === "4px" ? "var(--surface)" : undefined,
          paddingInline: 2,
        }}
      >
        {formatSpanTime(row.durationUs)}
      </span>
    </span>
  );
}
