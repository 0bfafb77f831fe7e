"use client";
import clsx from "clsx";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { MeasuredNotice } from "@/app/(console)/_on-call/measured-notice";
import { formatValue, newestValue } from "@/components/charts/chart-values";
import { LineKey } from "@/components/charts/line-key";
import { useView } from "@/components/shell/view-store";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { exploreMetricsLink } from "@/lib/grafana/links";
import type { Measured } from "@/lib/measured";
import type { ChartData } from "@/lib/oncall/types";
import type { RangeKey } from "@/lib/plan/ranges";

const loading = () => <Skeleton className="mx-3 h-full" />;
const LineChart = dynamic(() => import("@/components/charts/line-chart").then((module) => module.LineChart), {
  ssr: false,
  loading,
});
const ChartTable = dynamic(() => import("@/components/charts/chart-table").then((module) => module.ChartTable), {
  ssr: false,
  loading,
});

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

/** A chart of a lane with its newest figures, its query, and a table behind it. */
export function LaneChart({ id, title, series, range, grafana, empty, retry, wrapLegend = false }: Props) {
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const data = series.state === "ready" ? series.value : null;
  const label = `${title}, last ${range}`;
  return (
    <Panel
      id={id}
      title={title}
      aside={
        data ? (
          <div className="-mr-2 flex">
            <button
              type="button"
              className="control"
              aria-pressed={asTable}
              aria-label={`${title} as table`}
              onClick={() => setAsTable(!asTable)}
            >
              <Table2 aria-hidden className={asTable ? "size-3.5 text-accent" : "size-3.5"} />
            </button>
            <CopyButton text={data.promql} what={`PromQL of ${title}`} />
            <OutLink
              link={exploreMetricsLink(grafana, { from: `now-${range}`, to: "now", promql: data.promql })}
              label={`${title} in Grafana Explore`}
            />
          </div>
        ) : null
      }
    >
      <div
        className={clsx(
          "tabular flex gap-x-3 px-3 text-xs",
          wrapLegend ? "min-h-5 flex-wrap pb-1" : "h-5 overflow-hidden",
        )}
      >
        {data?.lines.map(({ name, points }, index) => (
          <span key={name} className="flex items-center gap-1 whitespace-nowrap text-ink-2">
            <LineKey name={name} index={index} />
            {name} <span className="font-medium text-ink">{formatValue(data.unit, newestValue(points))}</span>
          </span>
        ))}
      </div>
      <figure className="h-44 pb-2" aria-label={label} data-state={series.state}>
        {data === null ? (
          <MeasuredNotice
            measured={series}
            empty={empty}
            stillHolds="Traces do not depend on it and still hold."
            retry={retry}
          />
        ) : asTable ? (
          <ChartTable series={data} utc={utc} label={label} />
        ) : (
          <LineChart series={data} limits={[]} utc={utc} label={label} />
        )}
      </figure>
    </Panel>
  );
}
