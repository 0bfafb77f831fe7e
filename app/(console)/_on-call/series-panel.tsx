"use client";
import { chartTitles } from "@/components/charts/chart-style";
import { MeasuredChart } from "@/components/charts/measured-chart";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { waits } from "@/components/ui/waits";
import type { ChartSeries, SeriesMetric } from "@/lib/charts/types";
import { seriesApiPath } from "@/lib/links/api-paths";
import { routeVariables } from "@/lib/links/grafana";
import type { Measured } from "@/lib/measured";
import { limitsFor } from "./chart-limits";
import { useOnCall, useOverview } from "./on-call-context";

type Props = { metric: SeriesMetric; initial: Measured<ChartSeries>; askedAtMs: number };

/** One of on-call's charts, asked again in every slot, with its query. */
export function SeriesPanel({ metric, initial, askedAtMs }: Props) {
  const { route, window, bases, initial: first } = useOnCall();
  const { overview } = useOverview();
  const { data = initial, refetch } = useSlotQuery<Measured<ChartSeries>>({
    key: ["series", metric, first.range, route, window],
    path: (fresh) => seriesApiPath({ range: first.range, metric, route, window, fresh }),
    initial,
    initialAtMs: askedAtMs,
    slotMs: first.scrapeIntervalMs,
  });
  const { title, unit } = chartTitles[metric];
  return (
    <MeasuredChart
      id={metric}
      title={title}
      unit={unit}
      label={`${title}, ${unit}${route ? `, ${route}` : ""}, last ${first.range}`}
      series={data}
      range={first.range}
      grafana={bases.grafana}
      panel={{ dashboard: "red", panel: metric, variables: routeVariables(route) }}
      empty={emptyText(metric, route)}
      retry={() => refetch()}
      traces={{ route, status: metric === "errors" ? "failed" : null }}
      limits={limitsFor(metric, overview.thresholds, route)}
      figure={{ "data-chart": metric }}
    />
  );
}

function emptyText(metric: SeriesMetric, route: string | null): string {
  const whose = route ? `of ${route} ` : "";
  return metric === "latency"
    ? `No request ${whose}was measured in this range, so there is no latency. ${waits.percentiles}`
    : `No samples ${whose}in this range. That is not zero: nothing was measured. ${waits.metrics}`;
}
