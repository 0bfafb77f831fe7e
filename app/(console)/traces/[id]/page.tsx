import type { Metadata } from "next";
import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { Panel } from "@/components/ui/panel";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { mayManage } from "@/lib/actor/actor";
import { buildDetails, buildTraceView } from "@/lib/traces/build-view";
import { loadTrace } from "@/lib/traces/load-trace";
import { figuresOfSpans, usualCalls, usualOfSpan } from "@/lib/traces/usual-calls";
import type { TraceView } from "@/lib/traces/view";
import { settledWithin } from "@/lib/upstream/settled-within";
import { loadUsual } from "@/lib/usual/load-usual";
import type { Usual } from "@/lib/usual/types";
import { usualMsText } from "@/lib/usual/words";
import { FaultsPanel } from "./_trace/faults-panel";
import { JobsPanel } from "./_trace/jobs-panel";
import { NPlusOneNote } from "./_trace/n-plus-one-note";
import { NoTrace } from "./_trace/no-trace";
import { SlowCallsNote } from "./_trace/slow-calls-note";
import { SqlPanel } from "./_trace/sql-panel";
import { TimePanel } from "./_trace/time-panel";
import { TraceSummary } from "./_trace/trace-summary";
import { Waterfall } from "./_trace/waterfall";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Trace - honeyDue", icons: { icon: "/state-unknown.svg" } };

/** Attributes of so many spans come with the page; of more, each span's when it is opened. */
const detailsMax = 150;
/** Rows that a browser can hold without effort; further spans are counted, not drawn. */
const rowsMax = 5000;
/** The page does not wait longer than this for what is usual. */
const usualMs = 3000;

export default async function TracePage({ params }: Props) {
  const manages = mayManage(await pageActor());
  const { id } = await params;
  const [loaded, measured] = await Promise.all([loadTrace(id), settledWithin(loadUsual(), usualMs)]);
  const view = loaded.state === "found" ? buildTraceView(loaded.trace) : null;
  if (loaded.state !== "found" || !view) return <NoTrace id={id} loaded={loaded} />;
  const details = view.rows.length <= detailsMax ? buildDetails(loaded.trace) : null;
  // Without it the page says what happened all the same, only not against what is usual.
  const usual = measured?.state === "ready" ? measured.value : null;
  const calls = usual ? usualCalls(view.rows, usual) : [];
  const notDrawn = Math.max(0, view.rows.length - rowsMax);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 md:gap-3">
      <TraceSummary view={view} loaded={loaded} manages={manages} renderedAtMs={Date.now()} />
      {usual ? <SlowCallsNote calls={calls} basis={usual.basis} /> : null}
      <NPlusOneNote view={view} calls={calls} />
      <PanelBoundary name="The waterfall">
        <Panel
          id="waterfall"
          title="Waterfall"
          aside={
            notDrawn > 0 ? (
              <span className="text-ink-3 text-xs">
                the first {rowsMax.toLocaleString("en-US")} spans; {notDrawn.toLocaleString("en-US")} more are not drawn
              </span>
            ) : null
          }
        >
          <Waterfall
            traceId={view.traceId}
            rows={notDrawn > 0 ? view.rows.slice(0, rowsMax) : view.rows}
            windowUs={view.windowUs}
            details={details}
            usual={usual ? figuresOfSpans(view.rows, usual) : {}}
          />
        </Panel>
      </PanelBoundary>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start items-start gap-2 md:gap-3 lg:grid-cols-2">
        <div className="grid gap-2 md:gap-3">
          <FaultsPanel view={view} />
          <TimePanel view={view} calls={calls} />
          <Suspense fallback={<div className="panel px-3 py-3 text-ink-3">Looking for the jobs of this trace.</div>}>
            <JobsPanel view={view} />
          </Suspense>
          {view.warnings.length > 0 ? (
            <p className="px-3 text-2xs text-ink-3">Jaeger: {view.warnings.join("; ")}</p>
          ) : null}
        </div>
        {view.sql.length > 0 ? (
          <SqlPanel
            traceId={view.traceId}
            sql={view.sql}
            durationUs={view.durationUs}
            usual={usual ? usualStatements(view, usual) : {}}
            values={loaded.from === "snapshot" ? "gone" : manages ? "on-demand" : "admins"}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Beside each statement what its table and operation usually take. */
function usualStatements({ sql, rows }: TraceView, { figures }: Usual): Record<string, string> {
  const texts = sql.flatMap(({ normalized, spans }) => {
    const [first] = spans.flatMap((index) => rows[index] ?? []).toSorted((a, b) => b.durationUs - a.durationUs);
    const usual = first && usualOfSpan(first, figures);
    return usual ? [[normalized, usualMsText(first.durationUs / 1000, usual.figure)]] : [];
  });
  return Object.fromEntries(texts);
}
