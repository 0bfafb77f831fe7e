import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageActor } from "@/components/auth/page-actor";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import {
  auditHref,
  budgetHref,
  compareHref,
  dependencyHref,
  migrationHref,
  nPlusOneHref,
  onCallHref,
  podsHref,
  referenceHref,
  rolloutHref,
  settingsHref,
  tokensHref,
  tracesHref,
  triggersHref,
} from "@/lib/links/routes";
import { findRunbook } from "@/lib/oncall/runbooks/find-runbook";
import { loadRunbookValues } from "@/lib/oncall/runbooks/load-values";
import type { RunbookStep, SeePage } from "@/lib/oncall/runbooks/types";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const title = findRunbook((await params).slug)?.(loadRunbookValues()).title ?? "Runbook";
  return { title: `${title} - honeyDue`, icons: { icon: "/state-unknown.svg" } };
}

const pages: Record<SeePage, { title: string; href: Route }> = {
  "on-call": { title: "On-call", href: onCallHref() },
  traces: { title: "Traces", href: tracesHref() },
  tokens: { title: "Tokens", href: tokensHref() },
  budget: { title: "Budget", href: budgetHref() },
  triggers: { title: "Triggers", href: triggersHref() },
  migration: { title: "Migration", href: migrationHref() },
  pods: { title: "Pods", href: podsHref() },
  rollout: { title: "Rollout", href: rolloutHref() },
  compare: { title: "Compare", href: compareHref(null) },
  settings: { title: "Settings", href: settingsHref() },
  audit: { title: "Audit", href: auditHref() },
  database: { title: "Database", href: dependencyHref("database") },
  b2: { title: "B2", href: dependencyHref("b2") },
  push: { title: "Push", href: dependencyHref("push") },
  jobs: { title: "Jobs", href: dependencyHref("jobs") },
  "n-plus-one": { title: "Repeated queries", href: nPlusOneHref() },
};

export default async function RunbookPage({ params }: Props) {
  await pageActor();
  const runbook = findRunbook((await params).slug)?.(loadRunbookValues());
  if (!runbook) notFound();
  const { title, means, steps, see } = runbook;
  return (
    <div className="mx-auto max-w-3xl space-y-3">
      <div className="px-1 pt-2">
        <h1 className="font-semibold text-xl">{title}</h1>
        <p className="mt-1 text-ink-2">{means}</p>
      </div>
      <Panel id="steps" title="What to do">
        <ol className="divide-y divide-line border-line border-t">
          {steps.map((step, index) => (
            <Step key={step.text} step={step} number={index + 1} />
          ))}
        </ol>
      </Panel>
      <nav aria-label="Where to look" className="flex flex-wrap gap-1 px-1">
        {see.map((name) => (
          <Link key={name} href={pages[name].href} className="control border border-line">
            {pages[name].title}
          </Link>
        ))}
        <Link href={referenceHref("runbooks")} className="control">
          All runbooks
        </Link>
      </nav>
    </div>
  );
}

function Step({ step: { text, command }, number }: { step: RunbookStep; number: number }) {
  return (
    <li className="flex gap-3 px-3 py-2.5">
      <span className="tabular mt-0.5 text-ink-3">{number}</span>
      <div className="min-w-0 flex-1">
        <p>{text}</p>
        {command ? (
          <div className="mt-1.5 flex items-start gap-1 rounded-md border border-line bg-sunken">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide command is scrolled by keyboard too */}
            <pre className="min-w-0 flex-1 overflow-x-auto p-2 text-xs" tabIndex={0}>
              <code>{command}</code>
            </pre>
            <CopyButton text={command} what="the command" />
          </div>
        ) : null}
      </div>
    </li>
  );
}
