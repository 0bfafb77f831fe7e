import { FailureItem } from "@/components/traces/failure-item";
import { TraceItem } from "@/components/traces/trace-item";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import type { LinkBases } from "@/lib/links/link";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { loadTraces } from "@/lib/traces/load-traces";
import { loadSpread } from "@/lib/traces/search/load-spread";
import type { TraceKind } from "@/lib/traces/types";
import { HitList } from "./hit-list";
import { ListTabs, type TraceListName } from "./list-tabs";

const range = "1h";

/** The slowest or failed requests of the last hour, or one of each route. */
export function Spread({ list }: { list: Exclude<TraceListName, "newest"> }) {
  if (list === "routes") return <OfEachRoute />;
  return <OfKind list={list} kind={list === "failed" ? "failed" : "slow"} />;
}

async function OfKind({ list, kind }: { list: TraceListName; kind: TraceKind }) {
  const found = await loadTraces({ kind, range });
  const renderedAtMs = Date.now();
  const { GRAFANA_PUBLIC_URL: grafana, JAEGER_PUBLIC_URL: jaeger } = env();
  const bases: LinkBases = { grafana, jaeger };
  if (found.state !== "ready") return <Missing list={list} measured={found} />;
  const { rows, groups, scanned, complete, samplingNote } = found.value;
  return (
    <Panel id="results" title="Last hour" data-state="ready" aside={<ListTabs current={list} />}>
      {rows.length === 0 ? (
        <p className="px-3 py-3 text-ink-2">
          No {kind === "failed" ? "failed request" : "request"} has a trace in what was searched.
        </p>
      ) : (
        <ul>
          {kind === "failed"
            ? groups.map((group) => (
                <FailureItem key={group.key} group={group} bases={bases} renderedAtMs={renderedAtMs} share={null} />
              ))
            : rows.map((row) => (
                <TraceItem
                  key={row.traceId}
                  row={row}
                  bases={bases}
                  age={<SampleAge atMs={row.startedAtMs} renderedAtMs={renderedAtMs} />}
                />
              ))}
        </ul>
      )}
      <Footnote
        text={[scanned, complete ? null : "not all of the hour", samplingNote].filter(Boolean).join(" \u00b7 ")}
      />
    </Panel>
  );
}

async function OfEachRoute() {
  const found = await loadSpread(range);
  if (found.state !== "ready") return <Missing list="routes" measured={found} />;
  const { hits, looked } = found.value;
  return (
    <Panel id="results" title="Last hour" data-state="ready" aside={<ListTabs current="routes" />}>
      {hits.length === 0 ? (
        <p className="px-3 py-3 text-ink-2">No request has a trace at these moments.</p>
      ) : (
        <HitList hits={hits} renderedAtMs={Date.now()} />
      )}
      <Footnote text={looked} />
    </Panel>
  );
}

function Missing({ list, measured }: { list: TraceListName; measured: Measured<unknown> }) {
  return (
    <Panel id="results" title="Last hour" data-state={measured.state} aside={<ListTabs current={list} />}>
      <MeasuredNotice
        measured={measured}
        empty="Jaeger has no trace of the last hour."
        stillHolds="Metrics do not depend on it and still hold."
      />
    </Panel>
  );
}

function Footnote({ text }: { text: string }) {
  return (
    <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3" data-limits>
      {text}
    </p>
  );
}
