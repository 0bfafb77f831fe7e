import type { ReactNode } from "react";
import { type Column, FigureTable } from "@/components/ui/figure-table";
import { StateBadge } from "@/components/ui/state-badge";
import type { ValueOf } from "@/lib/capsule/schema";
import { formatDuration } from "@/lib/format/quantity";
import { auditEventHref, traceHref } from "@/lib/links/routes";
import { ConsoleLink, each, Fine, LeftOut, orDash, Section, type SectionProps, UtcTime, WebLink } from "./bits";

type TraceRow = ValueOf<"failed">["rows"][number];

export function TraceListSection({ kind, capsule, context }: SectionProps & { kind: "failed" | "slow" }): ReactNode {
  const title = kind === "failed" ? "Failed requests" : "Slowest requests";
  const columns: Column<TraceRow>[] = [
    {
      title: "Request",
      cell: ({ traceId, route, errorText }) => (
        <>
          <ConsoleLink path={traceHref(traceId)} context={context}>
            {route}
          </ConsoleLink>{" "}
          <span className="text-ink-3 text-xs">{errorText}</span>
        </>
      ),
    },
    { title: "Took", cell: ({ durationMs }) => formatDuration(durationMs) },
    { title: "Status", cell: ({ httpStatus }) => orDash(httpStatus, String) },
    { title: "At", cell: ({ startedAtMs }) => <UtcTime atMs={startedAtMs} /> },
  ];
  return (
    <Section id={kind} title={title} part={capsule[kind]} empty="No trace." context={context}>
      {({ rows, scanned, samplingNote }) => (
        <>
          {rows.length === 0 ? (
            <p className="text-ink-2">None among the traces of this window.</p>
          ) : (
            <FigureTable label={title} columns={columns} rows={rows} keyOf={({ traceId }) => traceId} />
          )}
          <Fine>{[scanned, samplingNote].filter(Boolean).join("; ")}.</Fine>
        </>
      )}
    </Section>
  );
}

type ListProps<T> = { rows: readonly T[]; none: string; children: (row: T) => ReactNode };

/** What was recorded, a line each; where nothing was, that is said. */
function Records<T>({ rows, none, children }: ListProps<T>): ReactNode {
  if (rows.length === 0) return <p className="text-ink-2">{none}</p>;
  return (
    <ul className="divide-y divide-line">
      {each(rows, (row) => (
        <li className="py-1">{children(row)}</li>
      ))}
    </ul>
  );
}

export function ProblemsSection({ capsule, context }: SectionProps): ReactNode {
  return (
    <Section id="problems" title="Repeated queries (N+1)" part={capsule.problems} empty="None." context={context}>
      {(rows) => (
        <Records rows={rows} none="None was seen in the traces that were read.">
          {({ route, exemplarTraceId, statement, timesSeen, queriesPerTrace, wastedMs }) => (
            <>
              <ConsoleLink path={traceHref(exemplarTraceId)} context={context}>
                {route}
              </ConsoleLink>{" "}
              <span className="text-ink-2">
                in {timesSeen} traces
                {queriesPerTrace === null ? "" : `, ${Math.round(queriesPerTrace)} queries each`}, wasted{" "}
                {formatDuration(wastedMs)}
              </span>{" "}
              <code className="block text-xs">{statement}</code>
            </>
          )}
        </Records>
      )}
    </Section>
  );
}

const alertHealth = { info: "unknown", warn: "warn", bad: "bad" } as const;
const alertWords = { info: "info", warn: "warning", bad: "bad" } as const;

export function AlertsSection({ capsule, context }: SectionProps): ReactNode {
  return (
    <Section id="alerts" title="Alerts" part={capsule.alerts} empty="None." context={context}>
      {(found) => (
        <Records rows={found} none="None was open in this window.">
          {({ severity, title, text, raisedAtMs, resolvedAtMs, acknowledged }) => (
            <>
              <StateBadge health={alertHealth[severity]} word={alertWords[severity]} bare /> <b>{title}</b> since{" "}
              <UtcTime atMs={raisedAtMs} />
              {resolvedAtMs === null ? (
                ", open"
              ) : (
                <>
                  , over <UtcTime atMs={resolvedAtMs} />
                </>
              )}
              . {text}
              {acknowledged ? (
                <span className="text-ink-3 text-xs">
                  {" "}
                  Acknowledged by {acknowledged.by}: {acknowledged.reason}
                </span>
              ) : null}
            </>
          )}
        </Records>
      )}
    </Section>
  );
}

export function EventsSection({ capsule, context }: SectionProps): ReactNode {
  return (
    <Section id="events" title="Events" part={capsule.events} empty="None." context={context}>
      {(found) => (
        <>
          <Records rows={found.events} none="None in this window.">
            {({ atMs, kind, title, detail, href, url, source }) => (
              <>
                <UtcTime atMs={atMs} /> <span className="text-ink-3">{kind}</span>{" "}
                <ConsoleLink path={href} context={context}>
                  {title}
                </ConsoleLink>{" "}
                <span className="text-ink-3 text-xs">
                  {detail} <WebLink url={url ?? null} /> ({source})
                </span>
              </>
            )}
          </Records>
          <LeftOut count={found.leftOut} what="older events were" />
          <ul>
            {each(found.unknown, ({ source, reason }) => (
              <li>
                <StateBadge health="unknown" bare /> {source}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

export function AuditSection({ capsule, context }: SectionProps): ReactNode {
  return (
    <Section id="audit" title="Audit log" part={capsule.audit} empty="None." context={context}>
      {({ entries, leftOut }) => (
        <>
          <Records rows={entries} none="Nobody changed anything in this window.">
            {({ seq, atMs, actor, action, subject, changed }) => (
              <>
                <UtcTime atMs={atMs} /> {actor}{" "}
                <ConsoleLink path={auditEventHref(seq)} context={context}>
                  {action}
                </ConsoleLink>{" "}
                {subject} <span className="text-ink-3 text-xs">{changed.join(", ")}</span>
              </>
            )}
          </Records>
          <LeftOut count={leftOut} what="older entries were" />
        </>
      )}
    </Section>
  );
}
