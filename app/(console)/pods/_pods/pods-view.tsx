"use client";
import { MeasuredCharts } from "@/components/charts/measured-charts";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { NotRenewed } from "@/components/ui/not-renewed";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { waits } from "@/components/ui/waits";
import { podsApiPath } from "@/lib/links/api-paths";
import type { PodsReport } from "@/lib/pods/types";
import { PodList } from "./pod-list";
import { PodsSummary } from "./pods-summary";

/** The pods beside each other, asked again in every slot. */
export function PodsView({ initial, grafana }: { initial: PodsReport; grafana: string | undefined }) {
  const query = useSlotQuery<PodsReport>({
    key: ["pods", initial.range],
    path: (fresh) => podsApiPath({ range: initial.range, fresh }),
    initial,
    initialAtMs: initial.generatedAtMs,
    slotMs: initial.scrapeIntervalMs,
  });
  const report = query.data ?? initial;
  const retry = () => void query.refetch();
  return (
    <>
      <NotRenewed error={query.error} atMs={report.generatedAtMs} />
      <PodsSummary report={report} />
      <PanelBoundary name="The list of pods">
        <PodList report={report} retry={retry} />
      </PanelBoundary>
      <MeasuredCharts
        charts={report.charts}
        range={report.range}
        grafana={grafana}
        empty={`No pod measured a request in the last ${report.range}. That is not zero. ${waits.metrics}`}
        retry={retry}
        wrapLegend
      />
    </>
  );
}
