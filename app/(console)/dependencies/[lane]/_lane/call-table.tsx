"use client";
import Link from "next/link";
import { type Column, FigureTable, NoFigure } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { StateIcon } from "@/components/ui/state-badge";
import { UsualMs } from "@/components/usual/usual-note";
import { callCriteria } from "@/lib/dependencies/call-criteria";
import { preloadNote } from "@/lib/dependencies/lane-words";
import type { CallRow } from "@/lib/dependencies/types";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { tracesHref } from "@/lib/links/routes";
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
    { title: "Of what", cell: (row) => <Keys lane={lane} row={row} range={range} /> },
    {
      title: "per second",
      hint: `Calls per second over the range, and over the ${range} before it`,
      cell: ({ perSecond, before }) => (
        <>
          {formatPerSecond(perSecond)}
          {before ? <Before>{formatPerSecond(before.perSecond)}</Before> : null}
        </>
      ),
    },
    { title: "calls", cell: (row) => Math.round(row.calls).toLocaleString("en-US"), wide: true },
    { title: "mean", cell: ({ meanMs }) => (meanMs === null ? <NoFigure reason="unknown" /> : formatDuration(meanMs)) },
    {
      title: "p95",
      cell: ({ p95Ms, keys, before }) => (
        <>
          {p95Ms === null ? <NoFigure reason={tooFew} /> : formatDuration(p95Ms)}
          {before && before.p95Ms !== null ? <Before>{formatDuration(before.p95Ms)}</Before> : null}
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

function Before({ children }: { children: string }) {
  return (
    <span className="block text-2xs text-ink-3" data-before>
      before {children}
    </span>
  );
}

/** What a row is of, leading to the requests with a trace that did it, whatever their route. */
function Keys({ lane, row, range }: { lane: CallLane; row: CallRow; range: RangeKey }) {
  const [first, second] = row.keys;
  return (
    <Link
      href={tracesHref({ range, ...callCriteria(lane, row) })}
      prefetch={false}
      title="Its traces, with their routes"
      className="inline-flex flex-wrap items-center gap-x-2 decoration-line-strong underline-offset-4 after:absolute after:inset-0 hover:underline"
    >
      {row.failed ? <StateIcon health="bad" className="size-3.5" /> : null}
      <span className="font-medium">{first ?? missingKey[lane]}</span>
      <span className="text-ink-2">{second ?? ""}</span>
    </Link>
  );
}
