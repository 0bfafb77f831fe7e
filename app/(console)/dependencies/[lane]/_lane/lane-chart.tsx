"use client";
import { MeasuredNotice } from "@/app/(console)/_on-call/measured-notice";
import { ChartPanel } from "@/components/charts/chart-panel";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { exploreMetricsLink } from "@/lib/grafana/links";
import type { Measured } from "@/lib/measured";
import type { ChartData } from "@/lib/oncall/types";
import type { RangeKey } from "@/lib/plan/ranges";

type Props = {
  id: string;
  title: string;
  series: Measured<ChartData>;
  range: RangeKey;
  grafana: string | undefined;
  empty: string;
  retry: () => void;
  /** Where names are long, as of pods: all of them on as many rows as they need. */
  wrapLegend?: boolean;
};

/** A chart of a lane or a route, with its query. */
export function LaneChart({ id, title, series, range, grafana, empty, retry, wrapLegend }: Props) {
  const data = series.state === "ready" ? series.value : null;
  const inGrafana = { from: `now-${range}`, to: "now", promql: data?.promql ?? "" };
  return (
    <ChartPanel
      id={id}
      title={title}
      label={`${title}, last ${range}`}
      series={data}
      wrapLegend={wrapLegend}
      figure={{ "data-state": series.state }}
      aside={
        data ? (
          <>
            <CopyButton text={data.promql} what={`PromQL of ${title}`} />
            <OutLink link={exploreMetricsLink(grafana, inGrafana)} label={`${title} in Grafana Explore`} />
          </>
        ) : null
      }
      notice={
        <MeasuredNotice
          measured={series}
          empty={empty}
          stillHolds="Traces do not depend on it and still hold."
          retry={retry}
        />
      }
    />
  );
}
