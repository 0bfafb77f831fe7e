"use client";
import { ChartPanel } from "@/components/charts/chart-panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { RangeLinks } from "@/components/ui/range-links";
import type { ChartData } from "@/lib/charts/types";
import { formatGibibytes } from "@/lib/format/bytes";
import { triggersHref } from "@/lib/links/routes";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { type HistoryRange, historyRangeKeys } from "@/lib/ranges/history-ranges";

type Props = { series: ChartData; range: HistoryRange; thresholds: TriggerThresholds };

/** Available memory over time with the lines at which the trigger fires and clears. */
export function MemoryPanel({ series, range, thresholds }: Props) {
  const label = `Available memory of the host, last ${range}`;
  const isEmpty = series.lines.every(({ points }) => points.every((point) => point === null));
  const limits = [
    { value: thresholds.memoryClearBytes, label: `clears above ${formatGibibytes(thresholds.memoryClearBytes)}` },
    { value: thresholds.memoryFireBytes, label: `fires below ${formatGibibytes(thresholds.memoryFireBytes)}` },
  ];
  return (
    <ChartPanel
      id="available-memory"
      title="Available memory of the host"
      unit="MemAvailable"
      label={label}
      series={isEmpty ? null : series}
      limits={limits}
      plainLegend
      height="tabular h-60"
      figure={{ "data-chart": "available-memory" }}
      aside={
        <RangeLinks ranges={historyRangeKeys} current={range} hrefOf={triggersHref} className="order-first mr-1" />
      }
      notice={
        <PanelNotice title="No samples in this range">
          That is not zero: nothing was sampled. The console keeps one sample a minute for 30 days while it runs.
        </PanelNotice>
      }
    />
  );
}
