"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { RouteName } from "@/components/ui/route-name";
import { StateBadge } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { exploreTraceLink } from "@/lib/links/grafana";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import type { LinkBases } from "@/lib/links/link";
import { traceHref } from "@/lib/links/routes";
import type { Health } from "@/lib/measured";
import type { TraceRow } from "@/lib/traces/types";

/** One request: what was asked, what came of it, when, and where its trace is. */
export function TraceItem({ row, bases, age }: { row: TraceRow; bases: LinkBases; age: ReactNode }) {
  const aroundMs = 60_000;
  const explore = {
    traceId: row.traceId,
    from: row.startedAtMs - aroundMs,
    to: row.startedAtMs + row.durationMs + aroundMs,
  };
  return (
    <li className="relative flex items-center gap-1 py-0.5 pr-1 pl-3 hover:bg-hover">
      <div className="min-w-0 flex-1 py-0.5">
        <p className="truncate text-[0.8125rem]">
          <Link
            href={traceHref(row.traceId)}
            prefetch={false}
            title={[row.route, row.errorText].filter(Boolean).join("\n")}
            className="after:absolute after:inset-0 hover:underline"
            data-trace={row.traceId}
          >
            <RouteName name={row.route} />
          </Link>
        </p>
        <p className="tabular flex items-center gap-2 overflow-hidden whitespace-nowrap text-ink-3 text-xs">
          <StateBadge
            health={healthOf(row)}
            word={row.httpStatus === null ? "no status" : String(row.httpStatus)}
            bare
          />
          <span className="font-medium text-ink">{formatDuration(row.durationMs)}</span>
          {age}
          {row.errorText ? (
            <span className="truncate">{row.errorText}</span>
          ) : (
            <span className="truncate">{row.spanCount} spans</span>
          )}
        </p>
      </div>
      <div className="relative flex shrink-0">
        <CopyButton text={row.traceId} what="trace id" />
        <OutLink link={jaegerTraceLink(bases.jaeger, row.traceId)} label={`Trace of ${row.route} in Jaeger`} />
        {bases.grafana ? (
          <OutLink
            link={exploreTraceLink(bases.grafana, explore)}
            label={`Trace of ${row.route} in Grafana`}
            text="Grafana"
            icon={false}
          />
        ) : null}
      </div>
    </li>
  );
}

function healthOf({ httpStatus, errorText }: TraceRow): Health {
  if (httpStatus === null) return errorText ? "bad" : "unknown";
  if (httpStatus >= 500) return "bad";
  return httpStatus >= 400 ? "warn" : "ok";
}
