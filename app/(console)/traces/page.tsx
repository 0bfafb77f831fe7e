import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { TraceTabs } from "@/components/traces/trace-tabs";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { mayManage } from "@/lib/actor/actor";
import { traceHref } from "@/lib/links/routes";
import { findPasted } from "@/lib/traces/search/find-pasted";
import { listChoices } from "@/lib/traces/search/list-choices";
import { readCriteria } from "@/lib/traces/search/read-criteria";
import { KeptPanel } from "./_search/kept-panel";
import { traceLists } from "./_search/list-tabs";
import { OpenForm } from "./_search/open-form";
import { Results } from "./_search/results";
import { SearchForm } from "./_search/search-form";
import { loadSearchParams, searchHref } from "./_search/search-params";
import { Spread } from "./_search/spread";

export const metadata: Metadata = { title: "Traces - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TracesPage({ searchParams }: Props) {
  const manages = mayManage(await pageActor());
  const { open, list: askedList, ...raw } = await loadSearchParams(searchParams);
  const pasted = open ? await findPasted(open) : null;
  if (pasted && "traceId" in pasted) redirect(traceHref(pasted.traceId));
  const { criteria, errors } = readCriteria(raw);
  const choices = await listChoices();
  const list = traceLists.find((candidate) => candidate === askedList) ?? "newest";
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-2 md:gap-3">
      <h1 className="sr-only">Traces</h1>
      <TraceTabs current="search" />
      <OpenForm pasted={open ?? ""} reason={pasted && "reason" in pasted ? pasted.reason : null} />
      <section aria-label="Search" className="panel pt-2">
        <SearchForm key={searchHref(raw)} raw={raw} errors={errors} {...choices} />
      </section>
      {Object.keys(errors).length > 0 ? null : (
        <PanelBoundary name="The traces">
          <Suspense key={`${searchHref(raw)} ${list}`} fallback={<Searching />}>
            {list === "newest" ? <Results criteria={criteria} raw={raw} /> : <Spread list={list} />}
          </Suspense>
        </PanelBoundary>
      )}
      <PanelBoundary name="The kept traces">
        <KeptPanel manages={manages} />
      </PanelBoundary>
    </div>
  );
}

function Searching() {
  return (
    <div className="panel flex min-h-40 items-center px-3 text-ink-2" role="status">
      Searching Jaeger, one search at a time, four at most. Each takes 5 seconds at most.
    </div>
  );
}
