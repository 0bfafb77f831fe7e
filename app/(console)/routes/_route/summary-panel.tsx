"use client";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { UsualMs } from "@/components/usual/usual-note";
import { formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import type { RouteDetail, RouteSummary } from "@/lib/routes/types";
import { usualKey } from "@/lib/usual/usual-key";

type Props = { detail: RouteDetail; empty: string; retry: () => void };

/** The route's figures over the range, and its answers by status. */
export function SummaryPanel({ detail, empty, retry }: Props) {
  const { summary, route, range } = detail;
  const found = summary.state === "ready" ? summary.value : null;
  return (
    <section
      aria-label={`Figures of ${route}`}
      data-route={route}
      data-health={found?.health ?? "unknown"}
      className="panel px-3 py-2"
    >
      {found === null ? (
        <MeasuredNotice measured={summary} empty={empty} stillHolds="Traces do not depend on it." retry={retry} />
      ) : (
        <>
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <StateBadge health={found.health} />
            <span>{found.reasons.join(", ") || "within its limits"}</span>
            <span className="text-ink-3 text-xs">
              last {range}, VictoriaMetrics,{" "}
              {summary.state === "ready" ? (
                <SampleAge atMs={summary.sampledAtMs} renderedAtMs={detail.generatedAtMs} />
              ) : null}
            </span>
          </p>
          <dl className="tabular mt-2 grid grid-cols-3 gap-x-3 gap-y-2 sm:grid-cols-4 lg:grid-cols-8">
            {figuresOf(found).map(([name, figure]) => (
              <div key={name}>
                <dt className="text-2xs text-ink-3">{name}</dt>
                <dd className="font-medium">
                  {figure}
                  {name === "p95" ? (
                    <UsualMs
                      of={usualKey({ what: "route-p95", route })}
                      nowMs={found.p95Ms}
                      className="block font-normal text-2xs"
                    />
                  ) : null}
                </dd>
              </div>
            ))}
          </dl>
          <ul aria-label="Answers by status" className="tabular mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]">
            {found.statuses.map(({ status, requests }) => (
              <li key={status} data-status={status} className="flex items-center gap-1.5">
                <StateBadge health={healthOfStatus(status)} word={status} bare />
                <span>{Math.round(requests).toLocaleString("en-US")}</span>
                <span className="text-ink-3">{formatPercent(requests / found.requests)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function figuresOf(found: RouteSummary): [string, string][] {
  const percentile = (ms: number | null) =>
    ms === null ? `under ${percentileMinRequests} requests` : formatDuration(ms);
  return [
    ["rate", formatRate(found.perSecond)],
    ["requests", Math.round(found.requests).toLocaleString("en-US")],
    ["5xx", `${formatPercent(found.errors / found.requests)} (${Math.round(found.errors)})`],
    ["p50", percentile(found.p50Ms)],
    ["p95", percentile(found.p95Ms)],
    ["p99", percentile(found.p99Ms)],
    ["mean", found.meanMs === null ? "unknown" : formatDuration(found.meanMs)],
    ["of all time spent", found.impactShare === null ? "unknown" : formatPercent(found.impactShare)],
  ];
}

function healthOfStatus(status: string): Health {
  if (/^5/.test(status)) return "bad";
  return /^4/.test(status) ? "warn" : /^[123]/.test(status) ? "ok" : "unknown";
}
