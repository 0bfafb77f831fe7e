"use client";
import clsx from "clsx";
import { ChartLine, X } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { RouteName } from "@/components/ui/route-name";
import { Sparkline } from "@/components/ui/sparkline";
import { StateIcon } from "@/components/ui/state-badge";
import { formatChange } from "@/lib/format/change";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { dashboardLink, routeVariables } from "@/lib/links/grafana";
import { onCallHref, routeHref } from "@/lib/links/routes";
import { percentileMinRequests } from "@/lib/plan/contract";
import { secondsOf } from "@/lib/ranges/ranges";
import type { PercentileGap, RouteRed } from "@/lib/red/types";
import { latencyQuantiles } from "@/lib/victoriametrics/promql/latency";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { ImpactBar } from "./impact-bar";
import { useOnCall } from "./on-call-context";
import { p95Change } from "./route-table-view";
import { RouteUsualFlag, useRouteUsual } from "./route-usual";

type Props = { row: RouteRed; index: number; measure?: (element: HTMLTableRowElement | null) => void };

/** A row of the table; on a phone a card: the name, three figures, then where the time goes. */
export const RouteRow = memo(function RouteRow({ row, index, measure }: Props) {
  const { initial, bases, route: selected } = useOnCall();
  const { range } = initial;
  const change = p95Change(row);
  const usual = useRouteUsual(row.name);
  const isFiltered = selected === row.name;
  const promql = () => latencyQuantiles(Math.min(300, secondsOf(range)), routeSelector(row.name));
  return (
    <tr
      ref={measure}
      data-index={index}
      data-route={row.name}
      data-health={row.health}
      aria-rowindex={index + 2}
      className={clsx(
        "group border-line hover:bg-hover max-md:grid max-md:grid-cols-4 max-md:items-end max-md:gap-x-2 max-md:border-t max-md:px-3 max-md:py-2 md:h-[37px] md:[&>*]:border-line md:[&>*]:border-b",
        "relative",
        isFiltered && "bg-accent-tint",
      )}
    >
      <th
        scope="row"
        className="pl-3 text-left font-normal max-md:col-span-4 max-md:col-start-1 max-md:row-start-1 max-md:pr-28 max-md:pb-1 max-md:pl-0"
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <StateIcon health={row.health} className="size-3.5" />
          <Link
            href={routeHref(row.name, { range })}
            prefetch={false}
            title={titleOf(row, usual?.title)}
            className="min-w-0 truncate decoration-line-strong underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            <RouteName name={row.name} />
          </Link>
          <RouteUsualFlag row={row} />
        </span>
        {row.reasons.length > 0 ? <span className="sr-only">{row.reasons.join(", ")}</span> : null}
      </th>
      <Cell label="req/s">{formatPerSecond(row.ratePerSecond)}</Cell>
      <Cell label="errors" strong={row.errors > 0}>
        {formatPercent(row.errorRatio)}
      </Cell>
      <Latency label="p50" ms={row.p50Ms} row={row} phone={false} />
      <Latency label="p95" ms={row.p95Ms} row={row} />
      <Latency label="p99" ms={row.p99Ms} row={row} />
      <td className="px-1 max-md:col-span-3 max-md:px-0 max-md:pt-1">
        <ImpactBar share={row.impactShare} />
      </td>
      <td className="whitespace-nowrap px-1 text-ink-2 max-md:px-0 max-md:pt-1 max-md:text-left">
        {change === null ? <Missing reason="no p95 to compare" /> : formatChange(change)}
      </td>
      <td className="px-2 max-md:hidden">
        <Sparkline points={row.sparkline} height={20} width={72} className="h-5 w-full text-ink-3" />
      </td>
      <td className="whitespace-nowrap pr-2 max-md:col-start-4 max-md:row-start-1 max-md:-mr-2 max-md:justify-self-end max-md:pr-0">
        <span className="relative flex justify-end">
          <CopyButton text={promql} what={`PromQL of ${row.name}`} />
          <OutLink
            link={dashboardLink(bases.grafana, "red", {
              from: `now-${range}`,
              to: "now",
              variables: routeVariables(row.name),
            })}
            label={`${row.name} in Grafana`}
          />
          <Link
            href={onCallHref({ range, route: isFiltered ? null : row.name, anchor: isFiltered ? undefined : "rate" })}
            prefetch={false}
            className="control"
            aria-label={isFiltered ? `Charts of all routes, not only ${row.name}` : `Charts of ${row.name} alone`}
            title={isFiltered ? "Charts of all routes" : "Charts above: this route alone"}
          >
            {isFiltered ? <X aria-hidden className="size-4" /> : <ChartLine aria-hidden className="size-4" />}
          </Link>
        </span>
      </td>
    </tr>
  );
});

function Cell({
  label,
  children,
  strong = false,
  phone = true,
}: {
  label: string;
  children: ReactNode;
  strong?: boolean;
  phone?: boolean;
}) {
  return (
    <td
      className={clsx(
        "whitespace-nowrap px-1 max-md:px-0 max-md:text-left",
        strong && "font-semibold",
        !phone && "max-md:hidden",
      )}
    >
      <span aria-hidden className="mr-1 block text-2xs text-ink-3 md:hidden">
        {label}
      </span>
      {children}
    </td>
  );
}

const gaps: Record<PercentileGap, string> = {
  "few-requests": `hidden: fewer than ${percentileMinRequests} requests`,
  "no-finite-bucket": "none: the histogram has no finite bucket",
};

type LatencyProps = { label: string; ms: number | null; row: RouteRed; phone?: boolean };

function Latency({ label, ms, row, phone }: LatencyProps) {
  const isBeyond = ms !== null && row.highestBoundMs !== null && ms >= row.highestBoundMs;
  return (
    <Cell label={label} phone={phone}>
      {ms === null ? (
        <Missing reason={gaps[row.percentileGap ?? "few-requests"]} />
      ) : (
        <span title={isBeyond ? "slower than the highest bound of its buckets" : undefined}>
          {isBeyond ? `> ${formatDuration(ms)}` : formatDuration(ms)}
        </span>
      )}
    </Cell>
  );
}

function Missing({ reason }: { reason: string }) {
  return (
    <span className="text-ink-3" title={reason}>
      <span aria-hidden>–</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}

/** All that the row's figures rest on: its link covers them, so it is the one place for a title. */
function titleOf(row: RouteRed, usual: string | undefined): string {
  const failed = `${Math.round(row.errors)} of ${Math.round(row.requests)} requests failed`;
  return [row.name, ...row.reasons, failed, usual, changeTitle(row)].filter(Boolean).join("\n");
}

function changeTitle({ comparison }: RouteRed): string {
  if (comparison === null) return "Nothing measured in the comparison window";
  const p95 = comparison.p95Ms === null ? "too few requests" : formatDuration(comparison.p95Ms);
  const { ratePerSecond, errorRatio } = comparison;
  const others = [
    ratePerSecond === null ? null : `${formatPerSecond(ratePerSecond)} requests/s`,
    errorRatio === null ? null : `${formatPercent(errorRatio)} errors`,
  ];
  return `Then: p95 ${p95}, ${others.filter(Boolean).join(", ")}`;
}
