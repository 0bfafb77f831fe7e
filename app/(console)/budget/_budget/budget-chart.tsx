"use client";
import { ChartPanel } from "@/components/charts/chart-panel";
import type { Limit } from "@/components/charts/line-chart";
import { PanelNotice } from "@/components/ui/panel-notice";
import type { BudgetChart as Chart } from "@/lib/budget/budget-types";
import type { BudgetRange } from "@/lib/ranges/budget-ranges";

type Props = { id: string; title: string; unit: string; range: BudgetRange; chart: Chart; limits: readonly Limit[] };

/** Memory or disk over the range, with their limits. */
export function BudgetChart({ id, title, unit, range, chart, limits }: Props) {
  return (
    <ChartPanel
      id={id}
      title={title}
      unit={unit}
      label={`${title}, ${unit}, last ${range}`}
      series={chart.lines.length === 0 ? null : chart}
      limits={limits}
      wrapLegend
      height="h-52"
      figure={{ "data-chart": id }}
      notice={
        <PanelNotice title="No samples in this range">
          That is not zero: nothing was measured. The first minute is stored about a minute after the start.
        </PanelNotice>
      }
    />
  );
}
