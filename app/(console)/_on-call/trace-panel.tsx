"use client";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { FailureItem } from "@/components/traces/failure-item";
import { failureShare } from "@/components/traces/failure-share";
import { TraceItem } from "@/components/traces/trace-item";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { waits } from "@/components/ui/waits";
import { tracesApiPath } from "@/lib/links/api-paths";
import type { Measured } from "@/lib/measured";
import type { TraceKind, TraceList } from "@/lib/traces/types";
import { useOnCall, useOverview } from "./on-call-context";

const titles: Record<TraceKind, string> = { failed: "Failed requests", slow: "Slowest requests" };

/** Requests that have a trace, each with a link to it. */
export function TracePanel({
  kind,
  initial,
  askedAtMs,
}: {
  kind: TraceKind;
  initial: Measured<TraceList>;
  askedAtMs: number;
}) {
  const { initial: first, bases, window } = useOnCall();
  const { overview } = useOverview();
  const { data = initial, refetch } = useSlotQuery<Measured<TraceList>>({
    key: ["traces", kind, first.range, window],
    path: (fresh) => tracesApiPath({ range: first.range, kind, window, fresh }),
    initial,
    initialAtMs: askedAtMs,
    slotMs: first.scrapeIntervalMs,
  });
  const routes = overview.routes.state === "ready" ? overview.routes.value : null;
  const list = data.state === "ready" ? data.value : null;
  return (
    <Panel
      id={`traces-${kind}`}
      data-traces={kind}
      data-state={data.state}
      title={titles[kind]}
      aside={
        list && list.rows.length > 0 ? (
          <span className="text-ink-3 text-xs">
            {kind === "failed" ? "alike together, newest first" : "slowest first"}
          </span>
        ) : null
      }
    >
      <div className="pb-1">
        {list === null ? (
          <MeasuredNotice
            measured={data}
            empty="Jaeger has no trace in this range."
            waits={waits.traces}
            stillHolds="Metrics do not depend on it and still hold."
            retry={() => refetch()}
          />
        ) : list.rows.length === 0 ? (
          <p className="px-3 py-2 text-ink-2">{emptyText(kind, list)}</p>
        ) : kind === "failed" ? (
          <ul>
            {list.groups.map((group) => (
              <FailureItem
                key={group.key}
                group={group}
                bases={bases}
                renderedAtMs={askedAtMs}
                share={window ? null : failureShare(routes, group.route)}
              />
            ))}
          </ul>
        ) : (
          <ul>
            {list.rows.map((row) => (
              <TraceItem
                key={row.traceId}
                row={row}
                bases={bases}
                age={<SampleAge atMs={row.startedAtMs} renderedAtMs={askedAtMs} />}
              />
            ))}
          </ul>
        )}
      </div>
      {list ? (
        <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">
          {[list.scanned, list.complete ? null : "not all of the range", list.samplingNote].filter(Boolean).join(" · ")}
        </p>
      ) : null}
    </Panel>
  );
}

function emptyText(kind: TraceKind, list: TraceList): string {
  const looked = list.complete ? "in this time" : "in what was searched";
  return kind === "failed" ? `No failed request with a trace ${looked}.` : `No request with a trace ${looked}.`;
}
