"use client";
import { useState } from "react";
import { TableSwitch } from "@/components/charts/chart-panel";
import { useView } from "@/components/shell/view-store";
import { EventFrame } from "@/components/timeline/event-frame";
import { CopyButton } from "@/components/ui/copy-button";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import type { Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";
import type { Heatmap } from "@/lib/routes/types";
import { HeatmapPicture } from "./heatmap-picture";
import { HeatmapTable } from "./heatmap-table";

/** Its own margins, with the axis and the line of text below it, in pixels. */
const pictureInsets = { left: 76, right: 12, bottom: 48 };
/** A column is labelled with the time at which it ends. */
const startOf = ({ timesMs, stepSeconds }: Heatmap) => (timesMs[0] ?? 0) - stepSeconds * 1000;

type Props = { heatmap: Measured<Heatmap>; range: RangeKey; empty: string; retry: () => void };

/** How long requests took, over time: the darker a field, the more requests. A table stands behind the picture. */
export function HeatmapPanel({ heatmap, range, empty, retry }: Props) {
  const { utc } = useView();
  const [asTable, setAsTable] = useState(false);
  const data = heatmap.state === "ready" ? heatmap.value : null;
  return (
    <Panel
      id="heatmap"
      title={
        <>
          Latency distribution <span className="font-normal text-ink-3 text-xs">requests per bucket</span>
        </>
      }
      aside={
        data ? (
          <div className="-mr-2 flex">
            <TableSwitch title="Latency distribution" pressed={asTable} onPress={() => setAsTable(!asTable)} />
            <CopyButton text={data.promql} what="PromQL of the latency distribution" />
          </div>
        ) : null
      }
      data-state={heatmap.state}
    >
      {data === null ? (
        <MeasuredNotice measured={heatmap} empty={empty} stillHolds="Traces do not depend on it." retry={retry} />
      ) : asTable ? (
        <HeatmapTable heatmap={data} utc={utc} range={range} />
      ) : (
        <EventFrame
          timesMs={[startOf(data), data.timesMs.at(-1) ?? 0]}
          label={`Latency distribution, last ${range}`}
          insets={pictureInsets}
        >
          <HeatmapPicture heatmap={data} utc={utc} range={range} />
        </EventFrame>
      )}
    </Panel>
  );
}
