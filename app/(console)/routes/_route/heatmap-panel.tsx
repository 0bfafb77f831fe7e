"use client";
import { Table2 } from "lucide-react";
import { useState } from "react";
import { MeasuredNotice } from "@/app/(console)/_on-call/measured-notice";
import { useView } from "@/components/shell/view-store";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import type { Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/plan/ranges";
import type { Heatmap } from "@/lib/route-detail/types";
import { HeatmapPicture } from "./heatmap-picture";
import { HeatmapTable } from "./heatmap-table";

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
            <button
              type="button"
              className="control"
              aria-pressed={asTable}
              aria-label="Latency distribution as table"
              onClick={() => setAsTable(!asTable)}
            >
              <Table2 aria-hidden className={asTable ? "size-3.5 text-accent" : "size-3.5"} />
            </button>
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
        <HeatmapPicture heatmap={data} utc={utc} range={range} />
      )}
    </Panel>
  );
}
