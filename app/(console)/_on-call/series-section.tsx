import { Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { ChartSkeleton } from "@/components/ui/panel-skeletons";
import { loadSeries } from "@/lib/charts/load-series";
import type { SeriesMetric } from "@/lib/charts/types";
import type { PageWindow } from "@/lib/ranges/page-window";
import type { RangeKey } from "@/lib/ranges/ranges";
import { SeriesPanel } from "./series-panel";

const metrics: { metric: SeriesMetric; name: string }[] = [
  { metric: "rate", name: "Requests by status" },
  { metric: "errors", name: "Error ratio" },
  { metric: "latency", name: "Latency" },
];

type Props = { range: RangeKey; route: string | null; window: PageWindow | null };

/** The three charts; each streams in as soon as it has its data. */
export function SeriesSection({ range, route, window }: Props) {
  return (
    <div className="grid gap-2 md:gap-3 lg:grid-cols-3">
      {metrics.map(({ metric, name }) => (
        // A selected time keeps the charts in place: what is read or selected on them stays.
        <PanelBoundary key={`${metric} ${range} ${route}`} name={name}>
          <Suspense fallback={<ChartSkeleton title={name} metric={metric} />}>
            <LoadedChart metric={metric} range={range} route={route} window={window} />
          </Suspense>
        </PanelBoundary>
      ))}
    </div>
  );
}

async function LoadedChart({ metric, range, route, window }: Props & { metric: SeriesMetric }) {
  const initial = await loadSeries({ range, metric, route: route ?? undefined, window });
  return <SeriesPanel metric={metric} initial={initial} askedAtMs={Date.now()} />;
}
