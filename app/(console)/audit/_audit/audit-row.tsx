import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { AuditEvent } from "@/lib/audit/audit-event";
import { diffRecords } from "@/lib/audit/diff-records";
import { auditEventHref } from "@/lib/links/routes";
import { AuditTime } from "./audit-time";

/** What changed in one line: the first fields by name, the rest by number. */
function summaryOf({ before, after }: AuditEvent): string {
  const changed = diffRecords(before, after).filter(({ kind }) => kind !== "same");
  const [first, second, ...others] = changed.map(({ path }) => path);
  if (first === undefined) return "";
  const named = second === undefined ? first : `${first}, ${second}`;
  return others.length > 0 ? `${named} and ${others.length} more` : named;
}

/** One entry of the list; all of it leads to the entry. */
export function AuditRow({ event, renderedAtMs }: { event: AuditEvent; renderedAtMs: number }) {
  const summary = summaryOf(event);
  return (
    <li data-audit={event.seq}>
      <Link
        href={auditEventHref(event.seq)}
        prefetch={false}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2 hover:bg-hover md:grid-cols-[11rem_minmax(0,12rem)_minmax(0,11rem)_minmax(0,1fr)_1rem]"
      >
        <AuditTime atMs={event.atMs} renderedAtMs={renderedAtMs} className="text-ink-2 max-md:order-2 max-md:text-xs" />
        <span className="truncate font-medium max-md:order-1" title={event.actorName}>
          {event.actorName}
        </span>
        <span className="truncate font-medium max-md:order-3">{event.action}</span>
        <span className="min-w-0 max-md:order-4 max-md:col-span-2">
          <span className="wrap-anywhere">{event.subject.name}</span>
          {summary ? <span className="wrap-anywhere block text-ink-3 text-xs">{summary}</span> : null}
        </span>
        <ChevronRight aria-hidden className="size-4 text-ink-3 max-md:hidden" />
      </Link>
    </li>
  );
}
