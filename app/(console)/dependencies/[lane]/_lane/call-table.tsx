"use client";
import { type Column, FigureTable, NoFigure } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { StateIcon } from "@/components/ui/state-badge";
import { UsualMs } from "@/components/usual/usual-note";
import { preloadNote } from "@/lib/dependencies/lane-words";
import type { CallRow } from "@/lib/dependencies/types";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Measured } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import type { RangeKey } from "@/lib/ranges/ranges";
import { usualKey } from "@/lib/usual/usual-key";
import type { CallLane } from "@/lib/victoriametrics/promql/dependencies";

const titles: Record<CallLane, string> = {
  database: "Queries by table and operation",
  b2: "Uploads by bucket and result",
  push: "Pushes by service and result",
};
const missingKey: Record<CallLane, string> = { database: "(raw SQL)", b2: "(no bucket)", push: "(no result)" };
const tooFew = `hidden: fewer than ${percentileMinRequests} calls`;

type Props = { lane: CallLane; calls: Measured<CallRow[]>; range: RangeKey; empty: string; retry: () => void };

/** Calls of a dependency over the range, most time spent first. */
export function CallTable({ lane, calls, range, empty, retry }: Props) {
  const columns: Column<CallRow>[] = [
    { title: "Of what", cell: (row) => <Keys lane={lane} row={row} /> },
    { title: "per second", hint: "Calls per second over the range", cell: (row) => formatPerSecond(row.perSecond) },
    { title: "calls", cell: (row) => Math.round(row.calls).toLocaleString("en-US"), wide: true },
    { title: "mean", cell: ({ meanMs }) => (meanMs === null ? <NoFigure reason="unknown" /> : formatDuration(meanMs)) },
    {
      title: "p95",
      cell: ({ p95Ms, keys }) => (
        <>
          {p95Ms === null ? <NoFigure reason={tooFew} /> : formatDuration(p95Ms)}
          <UsualMs of={usualOf(lane, keys)} nowMs={p95Ms} className="block text-2xs" />
        </>
      ),
    },
    {
      title: "of request time",
      hint: "Time in these calls against the time of all requests; jobs and parallel calls can lift it above what requests waited",
      cell: ({ requestShare }) =>
        requestShare === null ? <NoFigure reason="no request time measured" /> : formatPercent(requestShare),
    },
  ];
  return (
    <Panel id="calls" title={titles[lane]} aside={<span className="text-ink-3 text-xs">last {range}</span>}>
      {calls.state === "ready" ? (
        <FigureTable
          label={titles[lane]}
          columns={columns}
          rows={calls.value}
          keyOf={({ keys }) => keys.map((key) => key ?? missingKey[lane]).join(" ")}
        />
      ) : (
        <MeasuredNotice measured={calls} empty={empty} stillHolds="Traces do not depend on it." retry={retry} />
      )}
      {lane === "database" ? <p className="px-3 py-2 text-ink-3 text-xs">{preloadNote}</p> : null}
      {lane === "push" ? (
        <p className="px-3 py-2 text-ink-3 text-xs">
          A failed push stays inside a request that answers 200 or 201: routes do not show it.
        </p>
      ) : null}
    </Panel>
  );
}

/** Of which usual figure a row's p95 is one; pushes are known by service alone. */
function usualOf(lane: CallLane, keys: CallRow["keys"]): string {
  if (lane === "push") return usualKey({ what: "lane-p95", service: keys[0] ?? "" });
  return usualKey({ what: "call-p95", service: lane, of: lane === "b2" ? keys.slice(0, 1) : keys });
}

function Keys({ lane, row }: { lane: CallLane; row: CallRow }) {
  const [first, second] = row.keys;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {row.failed ? <StateIcon health="bad" className="size-3.5" /> : null}
      <span className="font-medium">{first ?? missingKey[lane]}</span>
      <span className="text-ink-2">{second ?? ""}</span>
    </span>
  );
}
