"use client";
import clsx from "clsx";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { LineKey } from "@/components/charts/line-key";
import { useView } from "@/components/shell/view-store";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { formatGigabytes } from "@/lib/format/gigabytes";
import type { ChartData } from "@/lib/oncall/types";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { triggersHref } from "@/lib/routes";
import { type HistoryRange, historyRanges } from "@/lib/triggers/history-ranges";

const loading = () => <Skeleton className="mx-3 h-full" />;
const LineChart = dynamic(() => import("@/components/charts/line-chart").then((module) => module.LineChart), {
  ssr: false,
  loading,
});
const ChartTable = dynamic(() => import("@/components/charts/chart-table").then((module) => module.ChartTable), {
  ssr: false,
  loading,
});

type Props = { series: ChartData; range: HistoryRange; thresholds: TriggerThresholds };

/** Available memory over time with the lines at which the trigger fires and clears. */
export function MemoryPanel({ series, range, thresholds }: Props) {
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const label = `Available memory of the host, last ${range}`;
  const isEmpty = series.lines.every(({ points }) => points.every((point) => point === null));
  const limits = [
    { value: thresholds.memoryClearBytes, label: `clears above ${formatGigabytes(thresholds.memoryClearBytes)}` },
    { value: thresholds.memoryFireBytes, label: `fires below ${formatGigabytes(thresholds.memoryFireBytes)}` },
  ];
  return (
    <Panel
      id="available-memory"
      title={
        <>
          Available memory of the host <span className="font-normal text-ink-3 text-xs">MemAvailable</span>
        </>
      }
      label="Available memory of the host over time"
      aside={
        <div className="flex items-center gap-1">
          <nav aria-label="Range" className="flex rounded-md bg-hover p-0.5">
            {(Object.keys(historyRanges) as HistoryRange[]).map((key) => (
              <Link
                key={key}
                href={triggersHref(key)}
                prefetch={false}
                scroll={false}
                aria-current={key === range ? "true" : undefined}
                className={clsx(
                  "flex h-7 min-w-9 items-center justify-center rounded px-2 text-[0.8125rem] max-md:h-9",
                  key === range ? "bg-surface font-semibold text-ink shadow-card" : "text-ink-2 hover:text-ink",
                )}
              >
                {key}
              </Link>
            ))}
          </nav>
          <button
            type="button"
            className="control"
            aria-pressed={asTable}
            aria-label="Available memory as table"
            title={asTable ? "Show as chart" : "Show as table"}
            onClick={() => setAsTable(!asTable)}
          >
            <Table2 aria-hidden className={asTable ? "size-3.5 text-accent" : "size-3.5"} />
          </button>
        </div>
      }
    >
      <div className="flex h-5 gap-x-3 px-3 text-ink-2 text-xs">
        {series.lines.map(({ name }) => (
          <span key={name} className="flex items-center gap-1">
            <LineKey name={name} />
            {name}
          </span>
        ))}
      </div>
      <figure className="tabular h-56 pb-2" aria-label={label} data-chart="available-memory">
        {isEmpty ? (
          <PanelNotice title="No samples in this range">
            That is not zero: nothing was sampled. The console keeps one sample a minute for 30 days while it runs.
          </PanelNotice>
        ) : asTable ? (
          <ChartTable series={series} utc={utc} label={label} />
        ) : (
          <LineChart series={series} limits={limits} utc={utc} label={label} />
        )}
      </figure>
    </Panel>
  );
}
