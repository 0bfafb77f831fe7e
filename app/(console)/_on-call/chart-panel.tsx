"use client";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { chartTitles } from "@/components/charts/chart-style";
import { formatValue, newestValue } from "@/components/charts/chart-values";
import { LineKey } from "@/components/charts/line-key";
import { useView } from "@/components/shell/view-store";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { exploreMetricsLink } from "@/lib/grafana/links";
import type { Measured } from "@/lib/measured";
import type { ChartSeries, SeriesMetric } from "@/lib/oncall/types";
import { seriesApiPath } from "@/lib/routes";
import { limitsFor } from "./chart-limits";
import { MeasuredNotice } from "./measured-notice";
import { useOnCall, useOverview } from "./on-call-context";
import { useSlotQuery } from "./use-slot-query";

const loading = () => <Skeleton className="mx-3 h-full" />;
const LineChart = dynamic(() => import("@/components/charts/line-chart").then((module) => module.LineChart), {
  ssr: false,
  loading,
});
const ChartTable = dynamic(() => import("@/components/charts/chart-table").then((module) => module.ChartTable), {
  ssr: false,
  loading,
});

/** One chart with its newest figures, its query, and a table behind it. */
export function ChartPanel({
  metric,
  initial,
  askedAtMs,
}: {
  metric: SeriesMetric;
  initial: Measured<ChartSeries>;
  askedAtMs: number;
}) {
  const { route, bases, initial: first } = useOnCall();
  const { overview } = useOverview();
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const { data = initial, refetch } = useSlotQuery<Measured<ChartSeries>>({
    key: ["series", metric, first.range, route],
    path: (fresh) => seriesApiPath({ range: first.range, metric, route, fresh }),
    initial,
    initialAtMs: askedAtMs,
    slotMs: first.scrapeIntervalMs,
  });
  const { title, unit } = chartTitles[metric];
  const label = `${title}, ${unit}${route ? `, ${route}` : ""}, last ${first.range}`;
  const series = data.state === "ready" ? data.value : null;
  return (
    <Panel
      id={metric}
      title={
        <>
          {title} <span className="font-normal text-ink-3 text-xs">{unit}</span>
        </>
      }
      aside={
        <div className="-mr-2 flex">
          {series ? (
            <>
              <button
                type="button"
                className="control"
                aria-pressed={asTable}
                aria-label={`${title} as table`}
                title={asTable ? "Show as chart" : "Show as table"}
                onClick={() => setAsTable(!asTable)}
              >
                <Table2 aria-hidden className={asTable ? "size-3.5 text-accent" : "size-3.5"} />
              </button>
              <CopyButton text={series.promql} what={`PromQL of ${title}`} />
              <OutLink
                link={exploreMetricsLink(bases.grafana, {
                  from: `now-${first.range}`,
                  to: "now",
                  promql: series.promql,
                })}
                label={`${title} in Grafana Explore`}
              />
            </>
          ) : null}
        </div>
      }
    >
      <div className="tabular flex h-5 gap-x-3 overflow-hidden px-3 text-xs">
        {series?.lines.map(({ name, points }) => (
          <span key={name} className="flex items-center gap-1 whitespace-nowrap text-ink-2">
            <LineKey name={name} />
            {name} <span className="font-medium text-ink">{formatValue(series.unit, newestValue(points))}</span>
          </span>
        ))}
      </div>
      <figure className="h-44 pb-2" aria-label={label} data-chart={metric} data-state={data.state}>
        {series === null ? (
          <MeasuredNotice
            measured={data}
            empty={emptyText(metric, route)}
            stillHolds="Traces do not depend on it and still hold."
            retry={() => refetch()}
          />
        ) : asTable ? (
          <ChartTable series={series} utc={utc} label={label} />
        ) : (
          <LineChart series={series} limits={limitsFor(metric, overview.thresholds, route)} utc={utc} label={label} />
        )}
      </figure>
    </Panel>
  );
}

function emptyText(metric: SeriesMetric, route: string | null): string {
  const whose = route ? `of ${route} ` : "";
  return metric === "latency"
    ? `No request ${whose}was measured in this range, so there is no latency.`
    : `No samples ${whose}in this range. That is not zero: nothing was measured.`;
}
