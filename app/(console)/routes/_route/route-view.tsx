"use client";
import { LaneChart } from "@/app/(console)/dependencies/[lane]/_lane/lane-chart";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { SampleAge } from "@/components/ui/sample-age";
import type { RouteDetail } from "@/lib/route-detail/types";
import { routeDetailApiPath } from "@/lib/routes";
import { HeatmapPanel } from "./heatmap-panel";
import { SummaryPanel } from "./summary-panel";

/** What metrics know of the route, asked again in every slot. */
export function RouteView({ initial, grafana }: { initial: RouteDetail; grafana: string | undefined }) {
  const { route, range } = initial;
  const query = useSlotQuery<RouteDetail>({
    key: ["route", route, range],
    path: (fresh) => routeDetailApiPath({ range, route, part: "metrics", fresh }),
    initial,
    initialAtMs: initial.generatedAtMs,
    slotMs: initial.scrapeIntervalMs,
  });
  const detail = query.data ?? initial;
  const retry = () => void query.refetch();
  const empty = `No request of ${route} was measured in the last ${range}. That is not zero: nothing was measured.`;
  return (
    <>
      {query.error ? (
        <p role="alert" className="panel px-3 py-2 font-medium text-bad">
          {query.error.message} What stands here is{" "}
          <SampleAge atMs={detail.generatedAtMs} renderedAtMs={detail.generatedAtMs} suffix=" old" />.
        </p>
      ) : null}
      <PanelBoundary name="The route's figures">
        <SummaryPanel detail={detail} empty={empty} retry={retry} />
      </PanelBoundary>
      <div className="grid gap-2 md:gap-3 lg:grid-cols-3">
        {detail.charts.map((chart, index) => (
          <PanelBoundary key={chart.title} name={chart.title}>
            <LaneChart {...chart} id={`chart-${index}`} range={range} grafana={grafana} empty={empty} retry={retry} />
          </PanelBoundary>
        ))}
      </div>
      <PanelBoundary name="The latency distribution">
        <HeatmapPanel heatmap={detail.heatmap} range={range} empty={empty} retry={retry} />
      </PanelBoundary>
    </>
  );
}
