"use client";
import { MeasuredCharts } from "@/components/charts/measured-charts";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { NotRenewed } from "@/components/ui/not-renewed";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { phoneLast } from "@/components/ui/phone-last";
import { routeDetailApiPath } from "@/lib/links/api-paths";
import type { RouteDetail } from "@/lib/routes/types";
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
      <NotRenewed error={query.error} atMs={detail.generatedAtMs} />
      <PanelBoundary name="The route's figures">
        <SummaryPanel detail={detail} empty={empty} retry={retry} />
      </PanelBoundary>
      <div className={`space-y-2 md:space-y-3 ${phoneLast}`}>
        <MeasuredCharts charts={detail.charts} range={range} grafana={grafana} empty={empty} retry={retry} />
        <PanelBoundary name="The latency distribution">
          <HeatmapPanel heatmap={detail.heatmap} range={range} empty={empty} retry={retry} />
        </PanelBoundary>
      </div>
    </>
  );
}
