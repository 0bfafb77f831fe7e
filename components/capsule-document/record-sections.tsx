import type { ReactNode } from "react";
import type { Capsule, ValueOf } from "@/lib/capsule/schema";
import { formatDuration } from "@/lib/format/quantity";
import { auditEventHref, traceHref } from "@/lib/links/routes";
import {
  Badge,
  type Column,
  ConsoleLink,
  type Context,
  each,
  LeftOut,
  Moment,
  orDash,
  Section,
  Table,
  WebLink,
} from "./bits";

type Props = { capsule: Capsule; context: Context };

export function TraceListSection({ kind, capsule, context }: Props & { kind: "failed" | "slow" }): ReactNode {
  const title = kind === "failed" ? "Failed requests" : "Slowest requests";
  const columns: Column<ValueOf<"failed">["rows"][number]>[] = [
    {
      title: "Request",
      cell: ({ traceId, route, errorText }) => (
        <>
          <ConsoleLink path={traceHref(traceId)} context={context}>
            {route}
          </ConsoleLink>{" "}
          <span className="soft">{errorText}</span>
        </>
      ),
    },
    { title: "Took", number: true, cell: ({ durationMs }) => formatDuration(durationMs) },
    { title: "Status", number: true, cell: ({ httpStatus }) => orDash(httpStatus, String) },
    { title: "At", wide: true, cell: ({ startedAtMs }) => <Moment atMs={startedAtMs} /> },
  ];
  return (
    <Section id={kind} title={title} part={capsule[kind]} empty="No trace." context={context}>
      {({ rows, scanned, samplingNote }) => (
        <>
          {rows.length === 0 ? (
            <p className="none">None among the traces of this window.</p>
          ) : (
            <Table columns={columns} rows={rows} />
          )}
          <p className="source">{[scanned, samplingNote].filter(Boolean).join("; ")}.</p>
        </>
      )}
    </Section>
  );
}

export function ProblemsSection({ capsule, context }: Props): ReactNode {
  const columns: Column<ValueOf<"problems">[number]>[] = [
    {
      title: "Route",
      cell: ({ route, exemplarTraceId }) => (
        <ConsoleLink path={traceHref(exemplarTraceId)} context={context}>
          {route}
        </ConsoleLink>
      ),
    },
    { title: "Statement", cell: ({ statement }) => <code>{statement}</code> },
    {
      title: "Traces",
      cell: ({ timesSeen, queriesPerTrace }) =>
        `${timesSeen}${queriesPerTrace === null ? "" : `, ${Math.round(queriesPerTrace)} queries each`}`,
    },
    { title: "Wasted", wide: true, number: true, cell: ({ wastedMs }) => formatDuration(wastedMs) },
  ];
  return (
    <Section id="problems" title="Repeated queries (N+1)" part={capsule.problems} empty="None." context={context}>
      {(rows) =>
        rows.length === 0 ? (
          <p className="none">None was seen in the traces that were read.</p>
        ) : (
          <Table columns={columns} rows={rows} />
        )
      }
    </Section>
  );
}

const alertHealth = { info: "unknown", warn: "warn", bad: "bad" } as const;
const alertWords = { info: "info", warn: "warning", bad: "bad" } as const;

export function AlertsSection({ capsule, context }: Props): ReactNode {
  return (
    <Section id="alerts" title="Alerts" part={capsule.alerts} empty="None." context={context}>
      {(found) =>
        found.length === 0 ? (
          <p className="none">None was open in this window.</p>
        ) : (
          <ul className="plain">
            {each(found, ({ severity, title, text, raisedAtMs, resolvedAtMs, acknowledged }) => (
              <li>
                <Badge health={alertHealth[severity]} word={alertWords[severity]} /> <b>{title}</b> since{" "}
                <Moment atMs={raisedAtMs} />
                {resolvedAtMs === null ? (
                  ", open"
                ) : (
                  <>
                    , over <Moment atMs={resolvedAtMs} />
                  </>
                )}
                . {text}
                {acknowledged ? (
                  <span className="soft">
                    {" "}
                    Acknowledged by {acknowledged.by}: {acknowledged.reason}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        )
      }
    </Section>
  );
}

export function EventsSection({ capsule, context }: Props): ReactNode {
  const columns: Column<ValueOf<"events">["events"][number]>[] = [
    { title: "At", cell: ({ atMs }) => <Moment atMs={atMs} /> },
    { title: "Kind", cell: ({ kind }) => kind },
    {
      title: "What",
      cell: ({ title, detail, href, url }) => (
        <>
          <ConsoleLink path={href} context={context}>
            {title}
          </ConsoleLink>{" "}
          <span className="soft">
            {detail} <WebLink url={url ?? null} />
          </span>
        </>
      ),
    },
    { title: "Says", wide: true, cell: ({ source }) => source },
  ];
  return (
    <Section id="events" title="Events" part={capsule.events} empty="None." context={context}>
      {(found) => (
        <>
          {found.events.length === 0 ? (
            <p className="none">None in this window.</p>
          ) : (
            <Table columns={columns} rows={found.events} />
          )}
          <LeftOut count={found.leftOut} what="older events were" />
          <ul className="plain">
            {each(found.unknown, ({ source, reason }) => (
              <li>
                <Badge health="unknown" /> {source}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

export function AuditSection({ capsule, context }: Props): ReactNode {
  const columns: Column<ValueOf<"audit">["entries"][number]>[] = [
    { title: "At", cell: ({ atMs }) => <Moment atMs={atMs} /> },
    { title: "Who", cell: ({ actor }) => actor },
    {
      title: "Did",
      cell: ({ seq, action }) => (
        <ConsoleLink path={auditEventHref(seq)} context={context}>
          {action}
        </ConsoleLink>
      ),
    },
    { title: "To", cell: ({ subject }) => subject },
    { title: "Changed", wide: true, cell: ({ changed }) => changed.join(", ") },
  ];
  return (
    <Section id="audit" title="Audit log" part={capsule.audit} empty="None." context={context}>
      {({ entries, leftOut }) => (
        <>
          {entries.length === 0 ? (
            <p className="none">Nobody changed anything in this window.</p>
          ) : (
            <Table columns={columns} rows={entries} />
          )}
          <LeftOut count={leftOut} what="older entries were" />
        </>
      )}
    </Section>
  );
}
