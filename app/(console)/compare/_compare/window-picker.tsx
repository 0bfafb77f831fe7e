"use client";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChartPanel } from "@/components/charts/chart-panel";
import { useView } from "@/components/shell/view-store";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import type { ChartSeries } from "@/lib/charts/types";
import { formatDayTime } from "@/lib/format/time";
import { compareWindowHref } from "@/lib/links/routes";
import type { Measured } from "@/lib/measured";
import type { PageWindow } from "@/lib/ranges/page-window";

type Side = "before" | "after";
const sides: { side: Side; title: string }[] = [
  { side: "after", title: "After" },
  { side: "before", title: "Before" },
];

type Props = { series: Measured<ChartSeries>; chosen: { before: PageWindow; after: PageWindow } | null };

/** Two windows, picked on a chart of the last day; the one before is as long right before until it is picked too. */
export function WindowPicker({ series, chosen }: Props) {
  const router = useRouter();
  const { utc } = useView();
  const [side, setSide] = useState<Side>("after");
  const [picked, setPicked] = useState<Partial<Record<Side, PageWindow>>>({ ...chosen });
  const pick = (window: PageWindow) => {
    const now = { ...picked, [side]: window };
    setPicked(now);
    if (now.after)
      router.push(compareWindowHref(now.after, side === "before" ? now.before : undefined), { scroll: false });
  };
  const last = series.state === "ready" ? `, last ${series.value.range}` : "";
  const text = (own: Side, window: PageWindow | undefined) =>
    window
      ? `${formatDayTime(window.startMs, { utc })} to ${formatDayTime(window.endMs, { utc })}${utc ? " UTC" : ""}`
      : own === "before"
        ? "as long right before"
        : "drag over the chart, or Shift and arrow keys on it, then Enter";
  return (
    <div className="mt-2">
      <fieldset className="flex flex-wrap gap-1 pb-2">
        <legend className="sr-only">The window that the chart picks</legend>
        {sides.map(({ side: own, title }) => (
          <button
            key={own}
            type="button"
            aria-pressed={own === side}
            onClick={() => setSide(own)}
            className={clsx("control", own === side && "bg-accent-tint font-medium text-accent")}
          >
            {title}: <span className="tabular font-normal">{text(own, picked[own])}</span>
          </button>
        ))}
      </fieldset>
      <ChartPanel
        id="pick"
        title="Requests by status"
        unit={`per second${last}`}
        label={`Requests by status${last}`}
        series={series.state === "ready" ? series.value : null}
        notice={
          <MeasuredNotice
            measured={series}
            empty="No samples in the last 24h, so there is nothing to pick from. Times can be typed below."
            stillHolds="Traces do not depend on it and still hold."
            retry={() => router.refresh()}
          />
        }
        onSelect={pick}
        height="h-40"
      />
    </div>
  );
}
