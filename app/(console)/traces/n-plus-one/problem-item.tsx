import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { RouteName } from "@/components/ui/route-name";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { traceHref, tracesHref } from "@/lib/links/routes";
import type { NPlusOneRow } from "@/lib/traces/n-plus-one/types";

const link = "text-accent underline decoration-line-strong underline-offset-2";

/** One statement that runs again and again: where, how often, what it wastes, and a trace to look at. */
export function ProblemItem({ row, renderedAtMs }: { row: NPlusOneRow; renderedAtMs: number }) {
  const isGone = row.state === "gone";
  return (
    <li className="border-line border-t px-3 py-2" data-problem={row.route} data-problem-state={row.state}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="min-w-0 break-all text-sm">
          <RouteName name={row.route} />
        </span>
        {isGone || row.cost === "costly" ? (
          <StateBadge health={isGone ? "ok" : "warn"} word={isGone ? "gone" : "costly"} />
        ) : (
          <span className="text-ink-3 text-xs">small</span>
        )}
        <span className="tabular ml-auto whitespace-nowrap text-[0.8125rem] max-md:ml-0">
          <span className="font-semibold">{row.timesSeen > 0 ? formatDuration(row.wastedADayMs) : "nothing"}</span>{" "}
          <span className="text-ink-3">{row.timesSeen > 0 ? "wasted a day" : "wasted in this range"}</span>
        </span>
      </div>
      <div className="mt-1 flex items-start gap-1">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap break-words font-mono text-ink-2 text-xs leading-5">
          {row.statement}
        </pre>
        <CopyButton text={row.statement} what="statement" />
      </div>
      <p className="tabular mt-0.5 flex flex-wrap gap-x-3 text-ink-3 text-xs">
        <span>
          seen in {row.timesSeen} {row.timesSeen === 1 ? "trace" : "traces"}
          {row.queriesPerTrace === null ? "" : `, about ${Math.round(row.queriesPerTrace)} queries each`}
          {row.timesSeen > 0 ? `, ${formatDuration(row.wastedMs / row.timesSeen)} per request` : ""}
        </span>
        <span>
          first <SampleAge atMs={row.firstSeenAtMs} renderedAtMs={renderedAtMs} />
        </span>
        {isGone ? (
          <span className="font-medium text-ok">
            gone since <SampleAge atMs={row.lastSeenAtMs} renderedAtMs={renderedAtMs} suffix="" />: {row.cleanTraces}{" "}
            traces of this route without it
          </span>
        ) : (
          <span>
            last <SampleAge atMs={row.lastSeenAtMs} renderedAtMs={renderedAtMs} />
            {row.cleanTraces > 0 ? `, not in the ${row.cleanTraces} traces read since` : ""}
          </span>
        )}
        <Link href={traceHref(row.exemplar.traceId)} prefetch={false} className={link}>
          a trace with {row.exemplar.queries}
        </Link>
        <Link href={tracesHref({ route: row.route })} prefetch={false} className={link}>
          traces of this route
        </Link>
      </p>
    </li>
  );
}
