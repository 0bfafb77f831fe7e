import type { Metadata } from "next";
import Link from "next/link";
import { pageActor } from "@/components/auth/page-actor";
import { TraceTabs } from "@/components/traces/trace-tabs";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { nPlusOneHref } from "@/lib/links/routes";
import { defaultRange, isRangeKey, type RangeKey, rangeKeys } from "@/lib/ranges/ranges";
import { loadBoard } from "@/lib/traces/n-plus-one/load-board";
import type { NPlusOneBoard } from "@/lib/traces/n-plus-one/types";
import { ProblemItem } from "./problem-item";

export const metadata: Metadata = { title: "N+1 queries - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<{ range?: string | string[] }> };

export default async function NPlusOnePage({ searchParams }: Props) {
  await pageActor();
  const asked = (await searchParams).range;
  const range = typeof asked === "string" && isRangeKey(asked) ? asked : defaultRange;
  const board = await loadBoard({ range });
  const renderedAtMs = Date.now();
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-2 md:gap-3">
      <h1 className="sr-only">N+1 queries</h1>
      <TraceTabs current="n-plus-one" />
      <Panel id="n-plus-one" title="N+1 queries" aside={<Ranges current={range} />}>
        {board.rows.length === 0 ? (
          <Empty board={board} />
        ) : (
          <ul>
            {board.rows.map((row) => (
              <ProblemItem key={row.id} row={row} renderedAtMs={renderedAtMs} />
            ))}
          </ul>
        )}
        <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3" data-coverage>
          {board.tracesRead.toLocaleString("en-US")} traces read in {board.searches.toLocaleString("en-US")} searches in
          this range (whole hours), in the background and one at a time
          {board.searchedToAtMs === null ? "" : ", the last "}
          {board.searchedToAtMs === null ? null : <SampleAge atMs={board.searchedToAtMs} renderedAtMs={renderedAtMs} />}
          {board.samplingNote ? `; ${board.samplingNote}` : ""}. Listed is every query that runs at least 5 times below
          one span, one after the other, after a different query; it is costly from 50 ms wasted in one request. What a
          day wastes is reckoned from the traces read, so it is at least that.
        </p>
      </Panel>
    </div>
  );
}

function Empty({ board }: { board: NPlusOneBoard }) {
  if (board.searchedToAtMs === null) {
    return (
      <PanelNotice title="Unknown: no trace was read yet.">
        The console reads traces in the background. The first look comes within a minute of its start, if Jaeger
        answers.
      </PanelNotice>
    );
  }
  return (
    <PanelNotice
      health={board.tracesRead > 0 ? "ok" : "unknown"}
      title={board.tracesRead > 0 ? "None was seen." : "Unknown: no trace was read in this range."}
    >
      No trace that was read repeats a query. What was not read is not known.
    </PanelNotice>
  );
}

function Ranges({ current }: { current: RangeKey }) {
  return (
    <nav aria-label="Range" className="flex">
      {rangeKeys.map((range) => (
        <Link
          key={range}
          href={nPlusOneHref(range)}
          prefetch={false}
          aria-current={range === current ? "true" : undefined}
          className="control tabular aria-[current=true]:bg-accent-tint aria-[current=true]:font-medium aria-[current=true]:text-accent"
        >
          {range}
        </Link>
      ))}
    </nav>
  );
}
