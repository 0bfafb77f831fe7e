import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageActor } from "@/components/auth/page-actor";
import { PanelNotice } from "@/components/ui/panel-notice";
import { readAuditFilter } from "@/lib/audit/audit-filter";
import { listAudit, listAuditActions } from "@/lib/audit/list-audit";
import { auditExportPath } from "@/lib/links/api-paths";
import { auditHref } from "@/lib/links/routes";
import { AuditRow } from "../_audit/audit-row";
import { FilterForm } from "../_audit/filter-form";

export const metadata: Metadata = { title: "Audit - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const actor = await pageActor();
  const search = await searchParams;
  const { filter, wrong } = readAuditFilter(search);
  const before = Number(search.before);
  const isPaged = Number.isSafeInteger(before) && before > 0;
  const [{ events, total, olderBefore }, actions] = await Promise.all([
    listAudit(actor, filter, isPaged ? before : undefined),
    listAuditActions(),
  ]);
  const renderedAtMs = Date.now();
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <div className="mx-auto max-w-6xl">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1 px-1 pt-2">
        <div>
          <h1 className="font-semibold text-xl">Audit</h1>
          <p className="text-ink-2">
            Who changed what in this console. Rows are only ever added, each sealed to the one before.
          </p>
        </div>
        <p className="flex gap-1">
          {(["csv", "json"] as const).map((format) => (
            <a key={format} className="control" href={auditExportPath(format, filter)} download>
              <Download aria-hidden className="size-4" />
              {format.toUpperCase()}
            </a>
          ))}
        </p>
      </div>
      <FilterForm filter={filter} actions={actions} wrong={wrong} isFiltered={isFiltered} />
      <section className="panel mt-3" aria-label="Entries">
        {events.length === 0 ? (
          <PanelNotice title={isFiltered || isPaged ? "No entry matches." : "Nothing has been changed yet."}>
            {isFiltered || isPaged
              ? "Widen the filter, or clear it to see every entry."
              : "The first change of a setting, a token or a user is written here, with what was before and after."}
          </PanelNotice>
        ) : (
          <ol className="divide-y divide-line">
            {events.map((event) => (
              <AuditRow key={event.seq} event={event} renderedAtMs={renderedAtMs} />
            ))}
          </ol>
        )}
      </section>
      <nav aria-label="Pages of the audit log" className="mt-2 flex flex-wrap items-center gap-2 px-1 text-ink-2">
        <span className="tabular">
          {total === 1 ? "1 entry" : `${total} entries`}
          {isFiltered ? " match the filter" : ""}
        </span>
        {isPaged ? (
          <Link className="control" href={auditHref(filter)} prefetch={false}>
            Newest
          </Link>
        ) : null}
        {olderBefore === null ? null : (
          <Link className="control" href={auditHref({ ...filter, before: olderBefore })} prefetch={false}>
            Older
          </Link>
        )}
      </nav>
      <p className="mt-2 px-1 text-ink-3 text-xs">
        <code>npm run audit:verify</code> on the host proves that no row was changed, removed or reordered since it was
        written.
      </p>
    </div>
  );
}
