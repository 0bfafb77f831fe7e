import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageActor } from "@/components/auth/page-actor";
import { CopyButton } from "@/components/ui/copy-button";
import { PanelNotice } from "@/components/ui/panel-notice";
import { diffRecords } from "@/lib/audit/diff-records";
import { getAuditEvent } from "@/lib/audit/list-audit";
import { auditHref } from "@/lib/links/routes";
import { AuditTime } from "../_audit/audit-time";
import { DiffTable } from "../_audit/diff-table";

export const metadata: Metadata = { title: "Audit entry - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function AuditEventPage({ params }: { params: Promise<{ seq: string }> }) {
  const actor = await pageActor();
  const { seq } = await params;
  const event = /^[1-9]\d{0,14}$/.test(seq) ? await getAuditEvent(actor, Number(seq)) : null;
  if (!event) notFound();
  const fields = diffRecords(event.before, event.after);
  return (
    <div className="mx-auto max-w-4xl">
      <p className="pt-1">
        <Link href={auditHref()} prefetch={false} className="control">
          <ArrowLeft aria-hidden className="size-4" />
          Audit
        </Link>
      </p>
      <h1 className="wrap-anywhere px-1 pt-1 font-semibold text-xl">
        {event.action}: {event.subject.name}
      </h1>
      <section className="panel mt-3" aria-label="What was done">
        <dl className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-2">
          <Fact name="When">
            <AuditTime atMs={event.atMs} renderedAtMs={Date.now()} />
          </Fact>
          <Fact name="Who">
            <FilterLink filter={{ actor: event.actorName }}>{event.actorName}</FilterLink>
          </Fact>
          <Fact name="Did what">
            <FilterLink filter={{ action: event.action }}>{event.action}</FilterLink>
          </Fact>
          <Fact name={`To what (${event.subject.kind})`}>
            <FilterLink filter={{ subject: event.subject.id }}>{event.subject.name}</FilterLink>
          </Fact>
        </dl>
      </section>
      <section className="panel mt-3" aria-labelledby="diff-title">
        <h2 id="diff-title" className="px-4 pt-3 font-semibold">
          Before and after
        </h2>
        {fields.length === 0 ? (
          <PanelNotice title="This action carries no values.">What it was about stands above.</PanelNotice>
        ) : (
          <DiffTable fields={fields} />
        )}
      </section>
      <section className="panel mt-3 px-4 py-3" aria-labelledby="seal-title">
        <div className="flex items-center justify-between">
          <h2 id="seal-title" className="font-semibold">
            Seal of row {event.seq}
          </h2>
          <CopyButton text={event.hash} what="Seal" />
        </div>
        <p className="wrap-anywhere tabular mt-1 text-ink-2 text-xs">
          {event.hash}, made with key {event.keyId} over this row and{" "}
          {event.seq === 1 ? "nothing before" : "the one before"}.
        </p>
      </section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function FilterLink({ filter, children }: { filter: Parameters<typeof auditHref>[0]; children: ReactNode }) {
  return (
    <Link href={auditHref(filter)} prefetch={false} className="text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
