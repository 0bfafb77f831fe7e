"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { TableSwitch } from "@/components/charts/chart-panel";
import { useView } from "@/components/shell/view-store";
import { EventFrame } from "@/components/timeline/event-frame";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { labelsOf, usageStyles } from "./usage-lines";
import { UsageTable } from "./usage-table";

const Plot = dynamic(() => import("./usage-plot").then((module) => module.UsagePlot), {
  ssr: false,
  loading: () => <Skeleton className="mx-3 h-full" />,
});

/** The chart with its legend, and a table behind it. */
export function UsageChart({ series }: { series: UsageSeries }) {
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const labels = labelsOf(series);
  return (
    <>
      <ul className="flex flex-wrap gap-x-4 px-3 text-xs">
        {labels.map((label, at) => (
          <li key={label} className="flex min-w-0 items-center gap-1.5 text-ink-2">
            <svg aria-hidden="true" viewBox="0 0 18 6" className="h-1.5 w-4.5 shrink-0">
              <line
                x1="0"
                x2="18"
                y1="3"
                y2="3"
                stroke={usageStyles(at).color}
                strokeWidth="2"
                strokeDasharray={usageStyles(at).dash}
              />
            </svg>
            <span className="break-all">{label}</span>
          </li>
        ))}
        <li className="ml-auto">
          <TableSwitch title="Requests" pressed={asTable} onPress={() => setAsTable(!asTable)} />
        </li>
      </ul>
      <figure className="h-60 pb-2" aria-label={`Requests of this token, last ${series.range}`}>
        {asTable ? (
          <UsageTable series={series} utc={utc} />
        ) : (
          <EventFrame timesMs={series.timesMs} label={`Requests, last ${series.range}`}>
            <Plot series={series} utc={utc} />
          </EventFrame>
        )}
      </figure>
    </>
  );
}
