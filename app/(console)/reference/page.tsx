import type { Metadata } from "next";
import Link from "next/link";
import { pageActor } from "@/components/auth/page-actor";
import { Panel } from "@/components/ui/panel";
import { loadHealth } from "@/lib/health/load-health";
import { readOnCallParams } from "@/lib/links/on-call-params";
import { referenceHref, runbookHref } from "@/lib/links/routes";
import { findRunbook, runbookSlugs } from "@/lib/oncall/runbooks/find-runbook";
import { loadRunbookValues } from "@/lib/oncall/runbooks/load-values";
import { blastRadius, referenceRows } from "@/lib/plan/reference";
import { env } from "@/lib/runtime/env";
import { Architecture, type NodeName, type NodeState } from "./_reference/architecture";
import { QuestionsPanel } from "./_reference/questions-panel";
import { type Entry, ReferenceSearch } from "./_reference/reference-search";
import { stackRows } from "./_reference/stack-facts";
import { FactTable, type Row } from "./_reference/stack-tables";

export const metadata: Metadata = { title: "Reference - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

async function liveStates(): Promise<Partial<Record<NodeName, NodeState>>> {
  const { components } = await loadHealth();
  const states: Partial<Record<NodeName, NodeState>> = {};
  for (const { name, state, detail } of components) {
    if (name === "database") states.console = { health: state, detail };
    else states[name] = { health: state, detail };
  }
  return states;
}

const entriesOf = (kind: string, rows: readonly Row[]): Entry[] =>
  rows.map(({ id, name, value, note }) => ({
    kind,
    title: name,
    text: `${value} ${note}`.trim(),
    href: referenceHref(id),
  }));

export default async function ReferencePage({ searchParams }: Props) {
  await pageActor();
  const { range } = readOnCallParams(await searchParams);
  const { GRAFANA_PUBLIC_URL: grafana, JAEGER_PUBLIC_URL: jaeger, DOZZLE_PUBLIC_URL: dozzle } = env();
  const rows = stackRows();
  const values = loadRunbookValues();
  const runbooks = runbookSlugs.map((slug) => ({ slug, runbook: findRunbook(slug)?.(values) }));
  const entries: Entry[] = [
    ...referenceRows.map(({ code, question, otherwise }) => ({
      kind: "question",
      title: question,
      text: otherwise,
      href: referenceHref(`question-${code}`),
    })),
    ...runbooks.flatMap(({ slug, runbook }) =>
      runbook ? [{ kind: "runbook", title: runbook.title, text: runbook.means, href: runbookHref(slug) }] : [],
    ),
    ...entriesOf("service", rows.services),
    ...entriesOf("host", rows.hosts),
    ...entriesOf("file", rows.files),
    ...entriesOf("word", rows.words),
  ];
  return (
    <div className="mx-auto max-w-5xl space-y-3">
      <div className="px-1 pt-2">
        <h1 className="font-semibold text-xl">Reference</h1>
        <p className="text-ink-2">Where each question is answered, what the stack is made of, and what to do.</p>
      </div>
      <ReferenceSearch entries={entries}>
        <div className="space-y-3">
          <QuestionsPanel range={range} bases={{ grafana, jaeger, dozzle }} />
          <Panel id="architecture" title="How it hangs together">
            <Architecture states={await liveStates()} />
            <p className="border-line border-t px-3 py-2 text-[0.8125rem] text-warn">{blastRadius}</p>
          </Panel>
          <Panel id="runbooks" title="Runbooks">
            <ul className="grid gap-x-4 border-line border-t px-3 py-2 text-[0.8125rem] sm:grid-cols-2 lg:grid-cols-3">
              {runbooks.map(({ slug, runbook }) => (
                <li key={slug} className="min-w-0">
                  <Link href={runbookHref(slug)} className="block truncate py-1 hover:underline">
                    {runbook?.title}
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
          <FactTable id="limits" title="Services, limits, ports, retention" rows={rows.services} />
          <FactTable id="hosts" title="Hosts" rows={rows.hosts} />
          <FactTable id="files" title="Where each file lies" rows={rows.files} />
          <FactTable id="glossary" title="Words" rows={rows.words} />
        </div>
      </ReferenceSearch>
    </div>
  );
}
