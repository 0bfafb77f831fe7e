"use client";
import clsx from "clsx";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import type { PageCharts } from "@/lib/charts/types";
import type { RangeKey } from "@/lib/ranges/ranges";
import { MeasuredChart } from "./measured-chart";

type Props = {
  charts: PageCharts;
  range: RangeKey;
  grafana: string | undefined;
  empty: string;
  retry: () => void;
  wrapLegend?: boolean;
};

/** The charts of a page beside each other; one that breaks takes down itself alone. */
export function MeasuredCharts({ charts, ...shared }: Props) {
  return (
    <div className={clsx("grid gap-2 md:gap-3", charts.length === 3 ? "lg:grid-cols-3" : "lg:grid-cols-2")}>
      {charts.map((chart, index) => (
        <PanelBoundary key={chart.title} name={chart.title}>
          <MeasuredChart {...chart} {...shared} id={`chart-${index}`} />
        </PanelBoundary>
      ))}
    </div>
  );
}
