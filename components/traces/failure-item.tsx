"use client";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { OutLink } from "@/components/ui/out-link";
import { RouteName } from "@/components/ui/route-name";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import type { LinkBases } from "@/lib/links/link";
import { traceHref } from "@/lib/links/routes";
import type { FailureGroup } from "@/lib/traces/types";

type Props = {
  group: FailureGroup;
  bases: LinkBases;
  renderedAtMs: number;
  /** How much of the route failed, as its metrics say; null where they were not asked. */
  share: string | null;
};

/** Requests that failed alike: what was asked, how and why it failed, how often and since when, and the newest trace. */
export function FailureItem({ group, bases, renderedAtMs, share }: Props) {
  const { route, kind, message, count, readOfRoute, firstAtMs, newest } = group;
  const part = share ?? (readOfRoute > count ? `of ${readOfRoute} failures of the route that were read` : null);
  return (
    <li
      className="relative flex items-start gap-1 border-line/60 border-t py-1.5 pr-1 pl-3 first:border-t-0 hover:bg-hover"
      data-failure={kind}
    >
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere text-[0.8125rem]">
          <Link
            href={traceHref(newest.traceId)}
            prefetch={false}
            className="after:absolute after:inset-0 hover:underline"
            data-trace={newest.traceId}
          >
            <RouteName name={route} />
          </Link>
        </p>
        <p className="tabular flex flex-wrap items-center gap-x-2 text-ink-3 text-xs">
          <StateBadge health="bad" word={kind} bare />
          <span className="font-medium text-ink">{count === 1 ? "once" : `${count} times`}</span>
          <span>
            <SampleAge atMs={newest.startedAtMs} renderedAtMs={renderedAtMs} />
            {count === 1 ? null : (
              <>
                , first <SampleAge atMs={firstAtMs} renderedAtMs={renderedAtMs} />
              </>
            )}
          </span>
          {part ? <span>{part}</span> : null}
        </p>
        {/* Above the link that fills the row: people copy it. */}
        <p className="wrap-anywhere relative w-fit text-ink-2 text-xs">{message ?? "Its trace gives no reason."}</p>
      </div>
      <div className="relative flex shrink-0">
        <CopyButton text={newest.traceId} what="trace id" />
        <OutLink link={jaegerTraceLink(bases.jaeger, newest.traceId)} label={`Trace of ${route} in Jaeger`} />
      </div>
    </li>
  );
}
