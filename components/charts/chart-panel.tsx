"use client";
import clsx from "clsx";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useView } from "@/components/shell/view-store";
import { EventFrame } from "@/components/timeline/event-frame";
import { useTimeline } from "@/components/timeline/timeline-context";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { PageWindow } from "@/lib/ranges/page-window";
import { cutToWindow, summaryText, type TraceQuery } from "./chart-points";
import { ChartReader } from "./chart-reader";
import { type Drawn, formatValue, newestValue } from "./chart-values";
import type { Limit } from "./line-chart";
import { LineKey } from "./line-key";
import { usePageWindow } from "./page-window";

const loading = () => <Skeleton className="mx-3 h-full" />;
const LineChart = dynamic(() => import("./line-chart").then((module) => module.LineChart), { ssr: false, loading });
const ChartTable = dynamic(() => import("./chart-table").then((module) => module.ChartTable), { ssr: false, loading });

type Props = {
  id: string;
  title: string;
  /** What is measured, beside the title. */
  unit?: string;
  /** Its accessible name: title, unit, range. */
  label: string;
  /** What it draws; null where there is nothing to draw, and `notice` says why. */
  series: Drawn | null;
  notice: ReactNode;
  limits?: readonly Limit[];
  /** Where the chart is of requests: which traces its points lead to. */
  traces?: TraceQuery;
  /** What a selected stretch is for; without it the whole page shows that stretch. */
  onSelect?: (window: PageWindow) => void;
  /** More controls beside the switch to the table. */
  aside?: ReactNode;
  /** Where names are long or many: all of them on as many rows as they need. */
  wrapLegend?: boolean;
  /** Without the newest figures: where the newest point is not what matters. */
  plainLegend?: boolean;
  height?: string;
  /** What tests and scripts know the figure by. */
  figure?: Record<`data-${string}`, string>;
};

/** A chart with its newest figures, the page's events, and a table behind it. */
export function ChartPanel(props: Props) {
  const { id, title, unit, series: whole, notice, limits = [], aside, wrapLegend = false, height = "h-48" } = props;
  const { window, select } = usePageWindow();
  const series = whole && window && !props.onSelect ? cutToWindow(whole, window) : whole;
  const label = series ? `${props.label}. ${summaryText(series)}` : props.label;
  const { utc } = useView();
  const events = useTimeline()?.events ?? [];
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      id={id}
      title={
        <>
          {title} {unit ? <span className="font-normal text-ink-3 text-xs">{unit}</span> : null}
        </>
      }
      aside={
        <div className="-mr-2 flex items-center">
          {series ? <TableSwitch title={title} pressed={asTable} onPress={() => setAsTable(!asTable)} /> : null}
          {aside}
        </div>
      }
    >
      <div
        className={clsx(
          "tabular flex gap-x-3 px-3 text-xs",
          "min-h-5 flex-wrap",
          !wrapLegend && "md:h-5 md:flex-nowrap md:overflow-hidden",
        )}
      >
        {series?.lines.map(({ name, role, points }, index) => (
          <span key={name} className="flex items-center gap-1 whitespace-nowrap text-ink-2">
            <LineKey role={role} index={index} />
            {name}{" "}
            {props.plainLegend ? null : (
              <span className="font-medium text-ink">{formatValue(series.unit, newestValue(points))}</span>
            )}
          </span>
        ))}
      </div>
      <figure {...props.figure} className={clsx("pb-2", height)} aria-label={label}>
        {series === null ? (
          notice
        ) : series.timesMs.length === 0 ? (
          <PanelNotice title="No point of this chart lies in the selected time." />
        ) : asTable ? (
          <ChartTable series={series} events={events} utc={utc} label={props.label} />
        ) : (
          <EventFrame timesMs={series.timesMs} label={props.label}>
            <ChartReader
              series={series}
              label={props.label}
              utc={utc}
              traces={props.traces}
              onSelect={props.onSelect ?? select}
            >
              <LineChart series={series} limits={limits} utc={utc} label={props.label} />
            </ChartReader>
          </EventFrame>
        )}
      </figure>
    </Panel>
  );
}

type SwitchProps = { title: string; pressed: boolean; onPress: () => void };

/** Shows the figures instead of the picture. */
export function TableSwitch({ title, pressed, onPress }: SwitchProps) {
  return (
    <button
      type="button"
      className="control"
      aria-pressed={pressed}
      aria-label={`${title} as table`}
      title={pressed ? "Show as chart" : "Show as table"}
      onClick={onPress}
    >
      <Table2 aria-hidden className={pressed ? "size-3.5 text-accent" : "size-3.5"} />
    </button>
  );
}
