"use client";
import { MeasuredCharts } from "@/components/charts/measured-charts";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { NotRenewed } from "@/components/ui/not-renewed";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { phoneLast } from "@/components/ui/phone-last";
import { waits } from "@/components/ui/waits";
import { notReachedTexts } from "@/lib/dependencies/lane-words";
import type { LaneDetail } from "@/lib/dependencies/types";
import { laneApiPath } from "@/lib/links/api-paths";
import type { LinkBases } from "@/lib/links/link";
import { CallTable } from "./call-table";
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
  const empty =
    never ??
    `Nothing was measured in the last ${detail.range}. That is not zero. ${detail.name === "jobs" ? waits.jobs : waits.metrics}`;
  return (
    <>
      <NotRenewed error={query.error} atMs={detail.generatedAtMs} />
      <LaneState detail={detail} />
      {detail.name === "push" ? (
        <PanelBoundary name="Why pushes failed">
          <PushFailureTable facts={detail.spans} retry={retry} jaeger={bases.jaeger} atMs={detail.generatedAtMs} />
        </PanelBoundary>
      ) : null}
      <div className={phoneLast}>
        <MeasuredCharts
          charts={detail.charts}
          range={detail.range}
          grafana={bases.grafana}
          empty={empty}
          retry={retry}
        />
      </div>
      <PanelBoundary name="The table">
        {detail.name === "jobs" ? (
          <QueueTable
            queues={detail.queues}
            range={detail.range}
            windowMs={detail.windowMs}
            // A lane that was there says by itself that it told nothing lately.
            empty={detail.lane.state === "ready" && detail.lane.value !== null ? "" : empty}
            retry={retry}
          />
        ) : (
          <CallTable lane={detail.name} calls={detail.calls} range={detail.range} empty={empty} retry={retry} />
        )}
      </PanelBoundary>
      <PanelBoundary name="What spans say">
        {detail.name === "b2" ? <UploadTable facts={detail.spans} range={detail.range} retry={retry} /> : null}
        {detail.name === "jobs" ? (
          <TaskTable
            facts={detail.spans}
            range={detail.range}
            retry={retry}
            jaeger={bases.jaeger}
            atMs={detail.generatedAtMs}
          />
        ) : null}
      </PanelBoundary>
    </>
  );
}
