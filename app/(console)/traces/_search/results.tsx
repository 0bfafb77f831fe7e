import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { formatAge } from "@/lib/format/quantity";
import { findTraces } from "@/lib/traces/search/find-traces";
import type { RawCriteria } from "@/lib/traces/search/read-criteria";
import type { TraceCriteria, TraceSearchResult } from "@/lib/traces/search/types";
import { HitList } from "./hit-list";
import { ListTabs } from "./list-tabs";
import { searchHref } from "./search-params";

/** A search that ends within this of now is of now. */
const nowMarginMs = 60_000;

/** What a search brought, and how far it looked. */
export async function Results({ criteria, raw }: { criteria: TraceCriteria; raw: RawCriteria }) {
  // Without a search this is the list that opens the page: it has others beside it.
  const isPlain = Object.values(raw).every((value) => !value);
  const found = await findTraces(criteria);
  const renderedAtMs = Date.now();
  if (found.state !== "ready") {
    const message = found.state === "error" ? found.failure.message : "Jaeger gave no answer.";
    return (
      <Panel id="results" title="Traces" data-state={found.state}>
        <PanelNotice
          title="Unknown: Jaeger cannot be searched."
          action={
            <a className="control -ml-2 text-accent" href={searchHref(raw)}>
              Ask again
            </a>
          }
        >
          {message} Your search stands above. Metrics do not depend on Jaeger and still hold.
        </PanelNotice>
      </Panel>
    );
  }
  const result = found.value;
  return (
    <Panel
      id="results"
      title="Traces"
      data-state="ready"
      aside={isPlain ? <ListTabs current="newest" /> : <span className="text-ink-3 text-xs">newest first</span>}
    >
      {result.hits.length > 0 ? (
        <p className="px-3 pb-1 text-[0.8125rem] text-ink-2" data-testid="covers">
          {coverText(result, renderedAtMs)}
        </p>
      ) : null}
      {result.hits.length > 0 ? (
        <HitList hits={result.hits} renderedAtMs={renderedAtMs} />
      ) : (
        <p className="px-3 py-3 text-ink-2">
          {result.mayHaveMore ? "None of the traces looked at matches." : "No trace in this time matches."}
        </p>
      )}
      <div
        className="flex flex-wrap items-center justify-between gap-x-4 border-line border-t px-3 py-1.5 text-2xs text-ink-3"
        data-limits
      >
        <span>{limitsText(result, renderedAtMs)}</span>
        {result.mayHaveMore ? (
          <Link
            href={searchHref(raw, { until: String(Math.floor(result.coveredFromMs)) })}
            prefetch={false}
            className="control font-medium text-accent"
          >
            Look further back
          </Link>
        ) : null}
      </div>
    </Panel>
  );
}

/** "The newest 20 cover the last 6 s": a list of the newest says little of the hour. */
function coverText({ hits, mayHaveMore, fromMs, toMs }: TraceSearchResult, nowMs: number): string {
  const count = hits.length === 1 ? "1 trace" : `${hits.length} traces`;
  if (!mayHaveMore) return `${count}, all of this time.`;
  const oldestMs = hits.at(-1)?.startedAtMs ?? fromMs;
  const isNow = nowMs - toMs < nowMarginMs;
  const stretch = isNow
    ? `the last ${formatAge(nowMs - oldestMs)}`
    : `${formatAge(toMs - oldestMs)} up to ${formatAge(nowMs - toMs)} ago`;
  return `The newest ${count} cover ${stretch} of ${formatAge(toMs - fromMs)}.`;
}

function limitsText(
  { read, searches, fromMs, toMs, coveredFromMs, mayHaveMore, notes, samplingNote }: TraceSearchResult,
  nowMs: number,
): string {
  const ago = (ms: number) => (nowMs - ms < 1000 ? "now" : `${formatAge(nowMs - ms)} ago`);
  const back = coveredFromMs > fromMs ? `${ago(coveredFromMs)}, not yet to ${ago(fromMs)}` : ago(fromMs);
  const parts = [
    `Looked at ${read} ${read === 1 ? "trace" : "traces"} in ${searches} ${searches === 1 ? "search" : "searches"}, from ${ago(toMs)} back to ${back}`,
    mayHaveMore ? "more may exist" : null,
    samplingNote,
    ...notes,
  ];
  return parts.filter(Boolean).join(" \u00b7 ");
}
