"use client";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { FailureItem } from "@/components/traces/failure-item";
import { TraceItem } from "@/components/traces/trace-item";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { waits } from "@/components/ui/waits";
import { routeDetailApiPath } from "@/lib/links/api-paths";
import type { LinkBases } from "@/lib/links/link";
import type { Measured } from "@/lib/measured";
import type { RouteTraces } from "@/lib/routes/types";
import type { TraceKind, TraceList } from "@/lib/traces/types";
import { AnatomyPanels } from "./anatomy-panels";

const titles: Record<TraceKind, string> = { failed: "Failed requests", slow: "Slowest requests" };

/** What traces know of the route, asked again in every slot; a Jaeger that hangs holds up nothing above. */
export function RouteTracesView({ initial, bases }: { initial: RouteTraces; bases: LinkBases }) {
  const { route, range } = initial;
  const query = useSlotQuery<RouteTraces>({
    key: ["route traces", route, range],
    path: (fresh) => routeDetailApiPath({ range, route, part: "traces", fresh }),
    initial,
    initialAtMs: initial.generatedAtMs,
    // Traces of one route change little, and each round costs Jaeger several searches.
    slotMs: Math.max(initial.scrapeIntervalMs, 15_000),
  });
  const traces = query.data ?? initial;
  const retry = () => void query.refetch();
  const shared = { bases, atMs: traces.generatedAtMs, retry };
  return (
    <div className="grid items-start gap-2 md:gap-3 lg:grid-cols-2">
      <RouteTraceList kind="failed" list={traces.failed} {...shared} />
      <RouteTraceList kind="slow" list={traces.slow} {...shared} />
      <AnatomyPanels anatomy={traces.anatomy} jaeger={bases.jaeger} retry={retry} />
    </div>
  );
}

type ListProps = { kind: TraceKind; list: Measured<TraceList>; bases: LinkBases; atMs: number; retry: () => void };

function RouteTraceList({ kind, list, bases, atMs, retry }: ListProps) {
  const found = list.state === "ready" ? list.value : null;
  return (
    <Panel id={`traces-${kind}`} title={titles[kind]} data-traces={kind} data-state={list.state}>
      {found === null ? (
        <MeasuredNotice
          measured={list}
          empty="Jaeger has no trace in this range."
          waits={waits.traces}
          stillHolds="Metrics do not depend on it and still hold."
          retry={retry}
        />
      ) : found.rows.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">
          No {kind === "failed" ? "failed request" : "request"} of this route has a trace in what was searched.
        </p>
      ) : kind === "failed" ? (
        <ul>
          {found.groups.map((group) => (
            <FailureItem key={group.key} group={group} bases={bases} renderedAtMs={atMs} share={null} />
          ))}
        </ul>
      ) : (
        <ul>
          {found.rows.map((row) => (
            <TraceItem
              key={row.traceId}
              row={row}
              bases={bases}
              age={<SampleAge atMs={row.startedAtMs} renderedAtMs={atMs} />}
            />
          ))}
        </ul>
      )}
      {found ? (
        <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">
          {[found.scanned, found.complete ? null : "not all of the range", found.samplingNote]
            .filter(Boolean)
            .join(" · ")}
        </p>
      ) : null}
    </Panel>
  );
}
