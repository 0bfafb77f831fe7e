"use client";
import Link from "next/link";
import { tracesHref } from "@/lib/links/routes";
import { plotInsets, shareOf, type TraceQuery } from "./chart-points";
import type { Drawn } from "./chart-values";
import { PointFigures } from "./point-figures";

const minuteMs = 60_000;

type Props = { series: Drawn; place: number; utc: boolean; selection: string | null; traces?: TraceQuery };

/** The chosen point's figures, beside it, with the way to the traces of its minute. */
export function ChartTip({ series, place, utc, selection, traces }: Props) {
  const timeMs = series.timesMs[place];
  if (timeMs === undefined) return null;
  const share = shareOf(series.timesMs, timeMs);
  const middle = `${plotInsets.left}px + (100% - ${plotInsets.left + plotInsets.right}px) * ${share}`;
  // Each point counts what came before it.
  const minute = { from: String(timeMs - minuteMs), until: String(timeMs) };
  return (
    <div
      data-testid="chart-tip"
      className="floating tabular absolute top-1 z-20 w-44 px-2.5 py-1.5 text-xs"
      style={share > 0.5 ? { right: `calc(100% - (${middle}) + 8px)` } : { left: `calc(${middle} + 8px)` }}
    >
      {selection ? (
        <p>{selection}</p>
      ) : (
        <>
          <PointFigures
            timeMs={timeMs}
            values={series.lines.map(({ points }) => points[place] ?? null)}
            lines={series.lines}
            unit={series.unit}
            utc={utc}
          />
          {traces ? (
            <Link
              href={tracesHref({ ...traces, ...minute })}
              prefetch={false}
              className="mt-1 inline-block py-0.5 text-accent underline underline-offset-4"
            >
              Traces of this minute
            </Link>
          ) : null}
        </>
      )}
    </div>
  );
}
