import { Suspense } from "react";
import { FigureList } from "@/components/ui/figure-list";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Budget } from "@/lib/budget/budget-types";
import { loadSeriesBreakdown } from "@/lib/budget/load-series-breakdown";
import { youngText } from "@/lib/budget/words";
import { formatBytes } from "@/lib/format/bytes";
import { WhatIfForm } from "./what-if-form";

const perDay = (perSecond: number | null) =>
  perSecond === null ? "unknown" : Math.round(perSecond * 86_400).toLocaleString("en-US");

/** What takes the space, and what other settings would take. */
export function StoragePanel({ budget }: { budget: Budget }) {
  const { storage, services } = budget;
  const bytes = (value: number | null, digits: number) => (value === null ? "unknown" : `${value.toFixed(digits)} B`);
  const spanBytesADay =
    storage.bytesPerSpan === null || storage.spansPerSecond === null
      ? "unknown"
      : formatBytes(storage.bytesPerSpan * storage.spansPerSecond * 86_400);
  const figures: [string, string][] = [
    ["Active series", storage.activeSeries === null ? "unknown" : storage.activeSeries.toLocaleString("en-US")],
    ["Samples a day", perDay(storage.samplesPerSecond)],
    ["Bytes per sample", bytes(storage.bytesPerSample, 2)],
    ["Spans a day", perDay(storage.spansPerSecond)],
    ["Bytes per span", bytes(storage.bytesPerSpan, 0)],
    ["Traces a day", spanBytesADay],
  ];
  const young = youngText(storage.measuredForMs);
  const caps = services.map(({ disk }) => disk?.capBytes ?? null);
  return (
    <Panel id="storage" title="What takes the space">
      <FigureList figures={figures} />
      {young ? (
        <p className="px-3 pb-2 text-warn text-xs" data-young>
          {young}
        </p>
      ) : null}
      <Suspense fallback={<Skeleton className="mx-3 mb-3 h-40" />}>
        <Breakdown />
      </Suspense>
      <WhatIfForm
        isYoung={young !== null}
        facts={storage}
        metricsCapBytes={caps[0] ?? null}
        tracesCapBytes={caps[1] ?? null}
      />
    </Panel>
  );
}

async function Breakdown() {
  const breakdown = await loadSeriesBreakdown();
  if (breakdown.state !== "ready") {
    const reason = breakdown.state === "error" ? breakdown.failure.message : "VictoriaMetrics has no series today.";
    return <PanelNotice title="The largest metrics are unknown">{reason}</PanelNotice>;
  }
  const { byMetric, byLabel, totalSeries } = breakdown.value;
  return (
    <div className="grid gap-3 border-line border-t px-3 py-2 sm:grid-cols-2">
      <TopList title="Series by metric, today" rows={byMetric} total={totalSeries} />
      <TopList title="Series by label, today" rows={byLabel} total={totalSeries} />
    </div>
  );
}

function TopList({ title, rows, total }: { title: string; rows: { name: string; count: number }[]; total: number }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium text-[0.8125rem]">{title}</h3>
      <ol className="text-xs">
        {rows.slice(0, 8).map(({ name, count }) => (
          <li key={name} className="relative flex justify-between gap-2 px-1 py-0.5">
            <span
              aria-hidden
              className="absolute inset-y-0.5 left-0 rounded-xs bg-accent-tint"
              style={{ width: `${((count / total) * 100).toFixed(1)}%` }}
            />
            <span className="relative truncate" title={name}>
              {name}
            </span>
            <span className="tabular relative text-ink-2">{count.toLocaleString("en-US")}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
