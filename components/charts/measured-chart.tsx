"use client";
import { CopyButton } from "@/components/ui/copy-button";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { OutLink } from "@/components/ui/out-link";
import type { ChartData } from "@/lib/charts/types";
import { exploreMetricsLink, panelLink } from "@/lib/links/grafana";
import type { Measured } from "@/lib/measured";
import type { PanelTarget } from "@/lib/plan/grafana";
import type { RangeKey } from "@/lib/ranges/ranges";
import { ChartPanel } from "./chart-panel";
import type { TraceQuery } from "./chart-points";
import type { Limit } from "./line-chart";

type Props = {
  id: string;
  title: string;
  /** What is measured, beside the title. */
  unit?: string;
  /** Its name to those who hear the page, where title and range do not say all. */
  label?: string;
  series: Measured<ChartData>;
  range: RangeKey;
  grafana: string | undefined;
  /** The panel of Grafana that shows the same; without one its link opens Explore with the query. */
  panel?: PanelTarget;
  empty: string;
  retry: () => void;
  limits?: readonly Limit[];
  traces?: TraceQuery;
  /** Where names are long, as of pods: all of them on as many rows as they need. */
  wrapLegend?: boolean;
  /** What tests and scripts know the figure by. */
  figure?: Record<`data-${string}`, string>;
};

/** A chart of what VictoriaMetrics answered, with its query, or the reason why there is nothing to draw. */
export function MeasuredChart({ series, range, grafana, panel, empty, retry, figure, label, ...chart }: Props) {
  const { title } = chart;
  const data = series.state === "ready" ? series.value : null;
  const window = { from: `now-${range}`, to: "now" };
  const link = panel
    ? panelLink(grafana, panel, window)
    : exploreMetricsLink(grafana, { ...window, promql: data?.promql ?? "" });
  return (
    <ChartPanel
      {...chart}
      label={label ?? `${title}, last ${range}`}
      series={data}
      figure={{ ...figure, "data-state": series.state }}
      aside={
        data ? (
          <>
            <CopyButton text={data.promql} what={`PromQL of ${title}`} />
            <OutLink link={link} label={`${title} in Grafana`} />
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
