"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { LineKey } from "@/components/charts/line-key";
import { NoFigure } from "@/components/ui/figure-table";
import { SampleAge } from "@/components/ui/sample-age";
import { Sparkline } from "@/components/ui/sparkline";
import { StateBadge } from "@/components/ui/state-badge";
import { formatBytes } from "@/lib/format/bytes";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { tracesHref } from "@/lib/links/routes";
import { percentileMinRequests } from "@/lib/plan/contract";
import type { PodRow } from "@/lib/pods/types";
import type { RangeKey } from "@/lib/ranges/ranges";

type Cell = { label: string; figure: ReactNode; hint?: string; points?: readonly (number | null)[] };

type Props = {
  pod: PodRow;
  /** Its place among the charts' lines; below 0 it has none. */
  line: number;
  range: RangeKey;
  atMs: number;
};

/** One pod: its state and why, the way to its traces, its figures. */
export function PodItem({ pod, line, range, atMs }: Props) {
  const isPast = pod.code === "gone" || pod.code === "no-news";
  return (
    <li data-pod={pod.name} data-health={pod.health} className="border-line border-t px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
        <span className="flex min-w-0 items-center gap-1.5">
          {line >= 0 ? <LineKey index={line} /> : null}
          <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{pod.name}</span>
        </span>
        <StateBadge health={pod.health} word={pod.word} bare />
        <span className="text-ink-3 text-xs">
          {pod.pod ? `${pod.instance} · ` : ""}
          {pod.version ? `version ${pod.version} · ` : ""}scraped{" "}
          <SampleAge atMs={pod.scrapedAtMs} renderedAtMs={atMs} />
        </span>
        {pod.host ? <PodTraces pod={pod} host={pod.host} range={range} /> : null}
        {pod.reasons.length > 0 ? (
          <span className="basis-full text-[0.8125rem] text-ink-2">{pod.reasons.join("; ")}</span>
        ) : null}
      </div>
      <dl
        className={`tabular mt-1 grid grid-cols-3 gap-x-3 gap-y-1.5 sm:grid-cols-4 lg:grid-cols-6 xl:grid-cols-11 ${isPast ? "text-ink-3" : ""}`}
      >
        {cellsOf(pod, atMs).map(({ label, figure, hint, points }) => (
          <div key={label} title={hint} className="min-w-0">
            <dt className="text-2xs text-ink-3">{label}</dt>
            <dd className="flex items-center gap-2">
              <span className="whitespace-nowrap">{figure}</span>
              {points && points.length > 0 ? (
                <Sparkline
                  points={points}
                  width={48}
                  height={16}
                  className="h-4 w-10 shrink-0 text-ink-3 max-sm:hidden"
                />
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** Its requests with a trace, by the host that their spans name; those that failed first of all. */
function PodTraces({ pod, host, range }: { pod: PodRow; host: string; range: RangeKey }) {
  const own = { range, attribute: `host.name=${host}` };
  const className = "text-accent text-xs underline underline-offset-4";
  return (
    <span className="flex gap-x-3 max-md:basis-full">
      {pod.errors > 0 ? (
        <Link href={tracesHref({ ...own, status: "failed" })} prefetch={false} className={className}>
          Its failed traces<span className="sr-only"> ({pod.name})</span>
        </Link>
      ) : null}
      <Link href={tracesHref(own)} prefetch={false} className={className}>
        Its traces<span className="sr-only"> ({pod.name})</span>
      </Link>
    </span>
  );
}

const known = (value: number | null, show: (value: number) => string, reason = "not told"): ReactNode =>
  value === null ? <NoFigure reason={reason} /> : show(value);

function cellsOf(pod: PodRow, atMs: number): Cell[] {
  const { history } = pod;
  const noRequests = "no request was measured";
  const tooFew = `hidden: fewer than ${percentileMinRequests} requests`;
  return [
    { label: "req/s", figure: known(pod.ratePerSecond, formatPerSecond, noRequests), points: history.rate },
    {
      label: "errors",
      figure: known(pod.errorRatio, formatPercent, noRequests),
      hint: `${Math.round(pod.errors)} of ${Math.round(pod.requests ?? 0)} requests`,
    },
    { label: "p95", figure: known(pod.p95Ms, formatDuration, tooFew), points: history.p95 },
    { label: "restarts", figure: known(pod.restarts, String), hint: "New starts of its process within the range" },
    {
      label: "started",
      figure:
        pod.startedAtMs === null ? (
          <NoFigure reason="not told" />
        ) : (
          <SampleAge atMs={pod.startedAtMs} renderedAtMs={atMs} />
        ),
    },
    {
      label: "CPU",
      figure: known(pod.cpuCores, cores),
      hint: "CPU seconds per second: 1 is one core",
      points: history.cpu,
    },
    { label: "goroutines", figure: known(pod.goroutines, String), points: history.goroutines },
    { label: "heap in use", figure: known(pod.heapBytes, formatBytes), points: history.heap },
    { label: "resident", figure: known(pod.rssBytes, formatBytes) },
    { label: "open files", figure: openFiles(pod), hint: filesHint(pod) },
    {
      label: "GC pauses",
      figure: known(pod.gcShare, formatPercent),
      hint: "Share of the time that garbage collection stopped it",
    },
  ];
}

const cores = (value: number) => (value < 0.01 ? "< 0.01" : value.toFixed(2));

function openFiles({ openFds, maxFds }: PodRow): ReactNode {
  if (openFds === null) return <NoFigure reason="not told" />;
  return maxFds ? `${openFds} (${formatPercent(openFds / maxFds)})` : String(openFds);
}
const filesHint = ({ openFds, maxFds }: PodRow) =>
  openFds === null || !maxFds ? undefined : `${openFds} of at most ${maxFds.toLocaleString("en-US")} file descriptors`;
