import { Suspense } from "react";
import { LayerBar } from "@/components/traces/layer-bar";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import { exploreTraceLink } from "@/lib/links/grafana";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import type { Health } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import type { LoadedTrace } from "@/lib/traces/load-trace";
import type { TraceView } from "@/lib/traces/view";
import { KeepButton } from "./keep-button";
import { RankNote } from "./rank-note";

const aroundMs = 60_000;

type Props = {
  view: TraceView;
  loaded: Extract<LoadedTrace, { state: "found" }>;
  manages: boolean;
  renderedAtMs: number;
};

/** The trace in a sentence, when it was, how it ranks, and the ways on from here. */
export function TraceSummary({ view, loaded, manages, renderedAtMs }: Props) {
  const { JAEGER_PUBLIC_URL: jaeger, GRAFANA_PUBLIC_URL: grafana } = env();
  const { traceId, startedAtMs, durationUs } = view;
  const health: Health = view.failed ? "bad" : view.isPart ? "unknown" : view.faults.length > 0 ? "warn" : "ok";
  const explore =
    startedAtMs === null
      ? null
      : { traceId, from: startedAtMs - aroundMs, to: startedAtMs + durationUs / 1000 + aroundMs };
  return (
    <section aria-label="Summary" className="panel px-3 py-2.5 md:px-4">
      <h1 className="flex items-start gap-2 font-semibold text-base leading-snug md:text-lg" data-headline>
        <span className="mt-1 md:mt-1.5">
          <StateIcon health={health} />
        </span>
        <span className="min-w-0 break-words">{view.headline}</span>
      </h1>
      <div className="mt-2">
        <LayerBar
          shares={view.layerShares.map(({ layer, selfUs }) => ({ layer, share: selfUs / Math.max(1, durationUs) }))}
        />
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-[0.8125rem] text-ink-2">
        <span className="tabular">
          {view.service || "no service name"} · {view.rows.length.toLocaleString("en-US")}{" "}
          {view.rows.length === 1 ? "span" : "spans"} ·{" "}
          {startedAtMs === null ? (
            "at an impossible time"
          ) : (
            <SampleAge atMs={startedAtMs} renderedAtMs={renderedAtMs} />
          )}
        </span>
        <Suspense fallback={<span className="text-ink-3">Ranking it among its route.</span>}>
          <RankNote view={view} />
        </Suspense>
      </div>
      <div className="-ml-2 mt-0.5 flex flex-wrap items-center text-[0.8125rem]">
        <span className="font-mono text-ink-3 text-xs max-md:ml-2 md:mx-2">{traceId.slice(0, 16)}</span>
        <CopyButton text={traceId} what="trace id" />
        {manages && loaded.from === "jaeger" ? <KeepButton traceId={traceId} isKept={loaded.kept !== null} /> : null}
        <OutLink link={jaegerTraceLink(jaeger, traceId)} label="Trace in the Jaeger UI" text="Jaeger" />
        {explore ? (
          <OutLink link={exploreTraceLink(grafana, explore)} label="Trace in Grafana Explore" text="Grafana" />
        ) : null}
      </div>
      {view.isPart ? (
        <p className="mt-1 border-line border-t pt-1.5 text-ink-2 text-xs">
          Only a part of the trace: its root has not arrived yet, or was lost on the way. Load the page again in some
          seconds.
        </p>
      ) : null}
      <KeptNote loaded={loaded} renderedAtMs={renderedAtMs} />
    </section>
  );
}

function KeptNote({ loaded, renderedAtMs }: Pick<Props, "loaded" | "renderedAtMs">) {
  const { kept, from, failure } = loaded;
  if (!kept) return null;
  const why = from === "jaeger" ? "" : failure ? `${failure.message} ` : "Jaeger no longer has this trace. ";
  return (
    <p className="mt-1 border-line border-t pt-1.5 text-ink-2 text-xs" data-kept={from}>
      {why}
      {from === "jaeger" ? "Kept " : "This is the copy kept "}
      <SampleAge atMs={kept.savedAtMs} renderedAtMs={renderedAtMs} /> by {kept.savedBy}, SQL values masked
      {kept.omitted > 0 ? `, ${kept.omitted} spans left out for size` : ""}.
    </p>
  );
}
