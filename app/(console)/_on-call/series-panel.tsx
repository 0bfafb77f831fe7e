"use client";
import { ChartPanel } from "@/components/charts/chart-panel";
import { chartTitles } from "@/components/charts/chart-style";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { exploreMetricsLink } from "@/lib/grafana/links";
import type { Measured } from "@/lib/measured";
import type { ChartSeries, SeriesMetric } from "@/lib/oncall/types";
import { seriesApiPath } from "@/lib/routes";
import { limitsFor } from "./chart-limits";
import { MeasuredNotice } from "./measured-notice";
import { useOnCall, useOverview } from "./on-call-context";

type Props = { metric: SeriesMetric; initial: Measured<ChartSeries>; askedAtMs: number };

/** One of on-call's charts, asked again in every slot, with its query. */
export function SeriesPanel({ metric, initial, askedAtMs }: Props) {
  const { route, bases, initial: first } = useOnCall();
  const { overview } = useOverview();
  const { data = initial, refetch } = useSlotQuery<Measured<ChartSeries>>({
    key: ["series", metric, first.range, route],
    path: (fresh) => seriesApiPath({ range: first.range, metric, route, fresh }),
    initial,
    initialAtMs: askedAtMs,
    slotMs: first.scrapeIntervalMs,
  });
  const { title, unit } = chartTitles[metric];
  const series = data.state === "ready" ? data.value : null;
  const inGrafana = { from: `now-${first.range}`, to: "now", promql: series?.promql ?? "" };
  return (
    <ChartPanel
      id={metric}
      title={title}
      unit={unit}
      label={`${title}, ${unit}${route ? `, ${route}` : ""}, last ${first.range}`}
      series={series}
      limits={limitsFor(metric, overview.thresholds, route)}
      figure={{ "data-chart": metric, "data-state": data.state }}
      aside={
        series ? (
          <>
            <CopyButton text={series.promql} what={`PromQL of ${title}`} />
            <OutLink link={exploreMetricsLink(bases.grafana, inGrafana)} label={`${title} in Grafana Explore`} />
          </>
        ) : null
      }
      notice={
        <MeasuredNotice
          measured={data}
          empty={emptyText(metric, route)}
          stillHolds="Traces do not depend on it and still hold."
          retry={() => refetch()}
        />
      }
    />
  );
}

function emptyText(metric: SeriesMetric, route: string | null): string {
  const whose = route ? `of ${route} ` : "";
  return metric === "latency"
    ? `No request ${whose}was measured in this range, so there is no latency.`
    : `No samples ${whose}in this range. That is not zero: nothing was measured.`;
}
