"use client";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { type Column, FigureTable } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { OutLink } from "@/components/ui/out-link";
import { Panel } from "@/components/ui/panel";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import { traceHref } from "@/lib/links/routes";
import type { Measured } from "@/lib/measured";
import type { LayerShare, RouteAnatomy, StatementRow } from "@/lib/routes/types";
import { layerTitles } from "@/lib/traces/layers";

type Props = { anatomy: Measured<RouteAnatomy>; jaeger: string | undefined; retry: () => void };

/** Where the time of the newest requests went: by layer, and by statement. */
export function AnatomyPanels({ anatomy, jaeger, retry }: Props) {
  const found = anatomy.state === "ready" ? anatomy.value : null;
  const notice = (
    <MeasuredNotice
      measured={anatomy}
      empty="No request of this route has a trace in the last hour."
      stillHolds="Metrics do not depend on it and still hold."
      retry={retry}
    />
  );
  const looked = found ? <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">{found.looked}</p> : null;
  return (
    <>
      <Panel
        id="layers"
        title="Where the time goes"
        className="lg:col-span-2"
        data-state={anatomy.state}
        aside={found ? <span className="text-ink-3 text-xs">mean {formatDuration(found.meanMs)}</span> : null}
      >
        {found ? <LayerBar layers={found.layers} requests={found.requests} /> : notice}
        {looked}
      </Panel>
      <Panel
        id="statements"
        title="SQL statements by total time"
        className="lg:col-span-2"
        data-state={anatomy.state}
        aside={<span className="text-ink-3 text-xs">values replaced by ?</span>}
      >
        {found === null ? (
          notice
        ) : found.statements.length === 0 ? (
          <p className="px-3 py-2 text-ink-2">
            No SQL span in these traces. Either the route queries nothing, or otelgorm (step 4) is not deployed.
          </p>
        ) : (
          <FigureTable
            label="SQL statements by total time"
            columns={statementColumns(jaeger)}
            rows={found.statements}
            keyOf={({ statement }) => statement}
          />
        )}
        {found && found.moreStatements > 0 ? (
          <p className="px-3 py-1.5 text-ink-3 text-xs">{found.moreStatements} more statements took less time.</p>
        ) : null}
        {looked}
      </Panel>
    </>
  );
}

const colors = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-5)",
  "var(--chart-4)",
  "var(--ink-3)",
];

/** One bar of all time, and each part in words: colour is never needed. */
function LayerBar({ layers, requests }: { layers: LayerShare[]; requests: number }) {
  let from = 0;
  return (
    <div className="px-3 pb-2">
      <svg aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none" className="h-3 w-full rounded-sm">
        {layers.map(({ layer, share }, index) => {
          const x = from * 100;
          from += share;
          return <rect key={layer} x={x} width={share * 100} height="4" fill={colors[index % colors.length]} />;
        })}
      </svg>
      <ul className="tabular mt-2 grid grid-cols-2 gap-x-4 gap-y-1 sm:flex sm:flex-wrap">
        {layers.map(({ layer, share, selfMs }, index) => (
          <li key={layer} data-layer={layer} className="flex flex-wrap items-center gap-x-1.5 whitespace-nowrap">
            <span aria-hidden className="size-2.5 rounded-sm" style={{ background: colors[index % colors.length] }} />
            <span className="font-medium">{layerTitles[layer]}</span>
            <span>{formatPercent(share)}</span>
            <span className="text-ink-3 text-xs">{formatDuration(selfMs / requests)} a request</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function statementColumns(jaeger: string | undefined): Column<StatementRow>[] {
  return [
    {
      title: "Statement",
      cell: ({ statement, traceId }) => (
        <Link
          href={traceHref(traceId)}
          prefetch={false}
          title="The trace with its longest run"
          className="decoration-line-strong underline-offset-4 after:absolute after:inset-0 hover:underline"
        >
          <code className="text-xs [overflow-wrap:anywhere]">{statement}</code>
        </Link>
      ),
    },
    { title: "of the time", hint: "Own time, without preloads inside it", cell: ({ share }) => formatPercent(share) },
    { title: "total", cell: ({ totalMs }) => formatDuration(totalMs) },
    {
      title: "times",
      hint: "How often, in how many requests",
      cell: ({ times, traces }) => `${times} in ${traces}`,
    },
    { title: "mean", cell: ({ totalMs, times }) => formatDuration(totalMs / times) },
    { title: "longest", cell: ({ maxMs }) => formatDuration(maxMs) },
    { title: "failed", cell: ({ failed }) => String(failed) },
    {
      title: "links",
      cell: ({ statement, traceId }) => (
        <span className="relative flex justify-end max-md:-ml-2 max-md:justify-start">
          <CopyButton text={statement} what="statement" />
          <OutLink link={jaegerTraceLink(jaeger, traceId)} label="Trace with its longest run in Jaeger" />
        </span>
      ),
    },
  ];
}
