"use client";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { formatValue, newestValue } from "@/components/charts/chart-values";
import type { Limit } from "@/components/charts/line-chart";
import { LineKey } from "@/components/charts/line-key";
import { useView } from "@/components/shell/view-store";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { BudgetChart } from "@/lib/resources/budget-types";
import type { BudgetRange } from "@/lib/resources/ranges";

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
  unit: string;
  range: BudgetRange;
  chart: BudgetChart;
  limits: readonly Limit[];
};

/** Lines over the range with their limits and newest figures, and a table behind them. */
export function ChartPanel({ id, title, unit, range, chart, limits }: Props) {
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const label = `${title}, ${unit}, last ${range}`;
  const empty = chart.lines.length === 0;
  return (
    <Panel
      id={id}
      title={
        <>
          {title} <span className="font-normal text-ink-3 text-xs">{unit}</span>
        </>
      }
      aside={
        empty ? null : (
          <button
            type="button"
            className="control -mr-2"
            aria-pressed={asTable}
            aria-label={`${title} as table`}
            title={asTable ? "Show as chart" : "Show as table"}
            onClick={() => setAsTable(!asTable)}
          >
            <Table2 aria-hidden className={asTable ? "size-3.5 text-accent" : "size-3.5"} />
          </button>
        )
      }
    >
      <div className="tabular flex min-h-5 flex-wrap gap-x-3 px-3 text-xs">
        {chart.lines.map(({ name, points }) => (
          <span key={name} className="flex items-center gap-1 whitespace-nowrap text-ink-2">
            <LineKey name={name} />
            {name} <span className="font-medium text-ink">{formatValue(chart.unit, newestValue(points))}</span>
          </span>
        ))}
      </div>
      <figure className="h-48 pb-2" aria-label={label} data-chart={id}>
        {empty ? (
          <PanelNotice title="No samples in this range">
            That is not zero: nothing was measured. The first minute is stored about a minute after the start.
          </PanelNotice>
        ) : asTable ? (
          <ChartTable series={chart} utc={utc} label={label} />
        ) : (
          <LineChart series={chart} limits={limits} utc={utc} label={label} />
        )}
      </figure>
    </Panel>
  );
}
