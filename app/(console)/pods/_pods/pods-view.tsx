"use client";
import { LaneChart } from "@/app/(console)/dependencies/[lane]/_lane/lane-chart";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { SampleAge } from "@/components/ui/sample-age";
import type { PodsReport } from "@/lib/pods/types";
import { podsApiPath } from "@/lib/routes";
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
      {query.error ? (
        <p role="alert" className="panel px-3 py-2 font-medium text-bad">
          {query.error.message} What stands here is{" "}
          <SampleAge atMs={report.generatedAtMs} renderedAtMs={report.generatedAtMs} suffix=" old" />.
        </p>
      ) : null}
      <PodsSummary report={report} />
      <div className="grid gap-2 md:gap-3 lg:grid-cols-3">
        {report.charts.map((chart, index) => (
          <PanelBoundary key={chart.title} name={chart.title}>
            <LaneChart
              {...chart}
              id={`chart-${index}`}
              range={report.range}
              grafana={grafana}
              empty={`No pod measured a request in the last ${report.range}. That is not zero.`}
              retry={retry}
              wrapLegend
            />
          </PanelBoundary>
        ))}
      </div>
      <PanelBoundary name="The list of pods">
        <PodList report={report} retry={retry} />
      </PanelBoundary>
    </>
  );
}
