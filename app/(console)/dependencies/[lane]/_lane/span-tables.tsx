"use client";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { type Column, FigureTable, NoFigure } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { OutLink } from "@/components/ui/out-link";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { waits } from "@/components/ui/waits";
import { callCriteria, jobCriteria } from "@/lib/dependencies/call-criteria";
import type { PushFailure, SpanFacts, TaskFacts, UploadFacts } from "@/lib/dependencies/types";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import { traceHref, tracesHref } from "@/lib/links/routes";
import type { Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";

type FactsProps<Row> = { facts: Measured<SpanFacts<Row>>; retry: () => void };
type PanelProps<Row> = FactsProps<Row> & {
  title: string;
  none: string;
  empty: string;
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
};

/** What the sampled spans say, with how much was looked at. */
function SpanPanel<Row>({ title, facts, retry, none, empty, columns, keyOf }: PanelProps<Row>) {
  const found = facts.state === "ready" ? facts.value : null;
  return (
    <Panel
      id="spans"
      title={title}
      aside={<span className="text-ink-3 text-xs">from traces</span>}
      data-state={facts.state}
    >
      {found === null ? (
        <MeasuredNotice
          measured={facts}
          empty={empty}
          waits={waits.traces}
          stillHolds="Metrics do not depend on it."
          retry={retry}
        />
      ) : found.rows.length === 0 ? (
        <p className="px-3 py-2 text-ink-2">{none}</p>
      ) : (
        <FigureTable label={title} columns={columns} rows={found.rows} keyOf={keyOf} />
      )}
      {found ? <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">{found.looked}</p> : null}
    </Panel>
  );
}

export function UploadTable({ range, ...props }: FactsProps<UploadFacts> & { range: RangeKey }) {
  const columns: Column<UploadFacts>[] = [
    {
      title: "Bucket",
      cell: ({ bucket, result }) => (
        <Link
          href={tracesHref({ range, ...callCriteria("b2", { keys: [bucket], failed: result !== "success" }) })}
          prefetch={false}
          title="Its traces, with their routes"
          className="decoration-line-strong underline-offset-4 after:absolute after:inset-0 hover:underline"
        >
          <span className="font-medium">{bucket}</span> <span className="text-ink-2">{result}</span>
        </Link>
      ),
    },
    { title: "uploads", cell: ({ uploads }) => String(uploads) },
    {
      title: "p95 size",
      cell: ({ p95Bytes }) => (p95Bytes === null ? <NoFigure reason="no span says" /> : formatBytes(p95Bytes)),
    },
    { title: "together", cell: ({ totalBytes }) => formatBytes(totalBytes) },
    { title: "size unknown", cell: ({ sizeUnknown }) => String(sizeUnknown) },
  ];
  return (
    <SpanPanel
      {...props}
      title="Sizes of uploads"
      none="No upload has a trace."
      empty="Jaeger has no b2.PutObject span from this time."
      columns={columns}
      keyOf={({ bucket, result }) => `${bucket} ${result}`}
    />
  );
}

type Linked = { jaeger: string | undefined; atMs: number };

/** The newest trace of a row, on the console's own page. */
function TraceLink({ traceId, children }: { traceId: string; children: string }) {
  return (
    <Link
      href={traceHref(traceId)}
      prefetch={false}
      className="font-medium decoration-line-strong underline underline-offset-4 hover:decoration-current"
    >
      {children}
    </Link>
  );
}

function TraceLinks({ traceId, what, jaeger }: { traceId: string; what: string; jaeger: string | undefined }) {
  return (
    <span className="flex justify-end max-md:-ml-2 max-md:justify-start">
      <CopyButton text={traceId} what={`trace id of ${what}`} />
      <OutLink link={jaegerTraceLink(jaeger, traceId)} label={`Trace of ${what} in Jaeger`} />
    </span>
  );
}

export function PushFailureTable({ jaeger, atMs, ...props }: FactsProps<PushFailure> & Linked) {
  const columns: Column<PushFailure>[] = [
    {
      title: "Reason",
      cell: ({ service, reason, traceId }) => (
        <>
          <span className="text-ink-2">{service}</span> <TraceLink traceId={traceId}>{reason}</TraceLink>
        </>
      ),
    },
    { title: "status", cell: ({ statusCode }) => statusCode ?? <NoFigure reason="no status" /> },
    { title: "failures", cell: ({ failures }) => String(failures) },
    { title: "newest", cell: ({ newestAtMs }) => <SampleAge atMs={newestAtMs} renderedAtMs={atMs} /> },
    { title: "trace", cell: ({ traceId, reason }) => <TraceLinks traceId={traceId} what={reason} jaeger={jaeger} /> },
  ];
  return (
    <SpanPanel
      {...props}
      title="Why pushes failed"
      none="None of the pushes looked at failed."
      empty="Jaeger has no apns.send or fcm.send span from this time."
      columns={columns}
      keyOf={({ service, reason, statusCode }) => `${service} ${reason} ${statusCode}`}
    />
  );
}

export function TaskTable({ range, jaeger, atMs, ...props }: FactsProps<TaskFacts> & Linked & { range: RangeKey }) {
  const tries = (type: string, failed: boolean, text: string) => (
    <Link
      href={tracesHref({ range, ...jobCriteria({ type, failed }) })}
      prefetch={false}
      title={failed ? "Traces of its failed tries" : "Traces of its tries"}
      className="decoration-line-strong underline underline-offset-4 hover:decoration-current"
    >
      {text}
    </Link>
  );
  const columns: Column<TaskFacts>[] = [
    { title: "Task type", cell: ({ type, traceId }) => <TraceLink traceId={traceId}>{type}</TraceLink> },
    {
      title: "tries",
      hint: "Each attempt is a trace of its own",
      cell: ({ type, tries: count }) => tries(type, false, String(count)),
    },
    {
      title: "failed",
      cell: ({ type, tries: count, failed }) =>
        failed === 0 ? "0" : tries(type, true, `${formatPercent(failed / count)} (${failed})`),
    },
    { title: "of them retries", cell: ({ retries }) => String(retries) },
    { title: "median", cell: ({ p50Ms }) => (p50Ms === null ? <NoFigure reason="none" /> : formatDuration(p50Ms)) },
    { title: "longest", cell: ({ maxMs }) => formatDuration(maxMs) },
    { title: "newest", cell: ({ newestAtMs }) => <SampleAge atMs={newestAtMs} renderedAtMs={atMs} />, wide: true },
    { title: "trace", cell: ({ traceId, type }) => <TraceLinks traceId={traceId} what={type} jaeger={jaeger} /> },
  ];
  return (
    <SpanPanel
      {...props}
      title="Attempts by task type"
      none="No job has a trace."
      empty="Jaeger has no asynq span from this time."
      columns={columns}
      keyOf={({ type }) => type}
    />
  );
}
