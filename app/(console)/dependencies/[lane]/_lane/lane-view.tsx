"use client";
import type { LinkBases } from "@/app/(console)/_on-call/on-call-context";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { SampleAge } from "@/components/ui/sample-age";
import { notReachedTexts } from "@/lib/dependencies/lane-words";
import type { LaneDetail } from "@/lib/dependencies/types";
import { laneApiPath } from "@/lib/routes";
import { CallTable } from "./call-table";
import { LaneChart } from "./lane-chart";
import { LaneState } from "./lane-state";
import { QueueTable } from "./queue-table";
import { PushFailureTable, TaskTable, UploadTable } from "./span-tables";

/** A lane's page, asked again in every slot. */
export function LaneView({ initial, bases }: { initial: LaneDetail; bases: LinkBases }) {
  const query = useSlotQuery<LaneDetail>({
    key: ["lane", initial.name, initial.range],
    path: (fresh) => laneApiPath({ range: initial.range, lane: initial.name, fresh }),
    initial,
    initialAtMs: initial.generatedAtMs,
    slotMs: initial.scrapeIntervalMs,
  });
  const detail = query.data ?? initial;
  const retry = () => void query.refetch();
  const never = detail.lane.state === "ready" && detail.lane.value === null ? notReachedTexts[detail.name] : null;
  const empty = never ?? `Nothing was measured in the last ${detail.range}. That is not zero.`;
  return (
    <>
      {query.error ? (
        <p role="alert" className="panel px-3 py-2 font-medium text-bad">
          {query.error.message} What stands here is{" "}
          <SampleAge atMs={detail.generatedAtMs} renderedAtMs={detail.generatedAtMs} suffix=" old" />.
        </p>
      ) : null}
      <LaneState detail={detail} />
      <div className={`grid gap-2 md:gap-3 ${detail.charts.length === 3 ? "lg:grid-cols-3" : "lg:grid-cols-2"}`}>
        {detail.charts.map((chart, index) => (
          <PanelBoundary key={chart.title} name={chart.title}>
            <LaneChart
              {...chart}
              id={`chart-${index}`}
              range={detail.range}
              grafana={bases.grafana}
              empty={empty}
              retry={retry}
            />
          </PanelBoundary>
        ))}
      </div>
      <PanelBoundary name="The table">
        {detail.name === "jobs" ? (
          <QueueTable queues={detail.queues} windowMs={detail.windowMs} empty={empty} retry={retry} />
        ) : (
          <CallTable lane={detail.name} calls={detail.calls} range={detail.range} empty={empty} retry={retry} />
        )}
      </PanelBoundary>
      <PanelBoundary name="What spans say">
        {detail.name === "b2" ? <UploadTable facts={detail.spans} retry={retry} /> : null}
        {detail.name === "push" ? (
          <PushFailureTable facts={detail.spans} retry={retry} jaeger={bases.jaeger} atMs={detail.generatedAtMs} />
        ) : null}
        {detail.name === "jobs" ? (
          <TaskTable facts={detail.spans} retry={retry} jaeger={bases.jaeger} atMs={detail.generatedAtMs} />
        ) : null}
      </PanelBoundary>
    </>
  );
}
