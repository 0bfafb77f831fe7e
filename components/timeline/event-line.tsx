"use client";
import clsx from "clsx";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/components/ui/moment";
import { storedHref } from "@/lib/links/routes";
import type { TimelineEvent } from "@/lib/timeline/types";
import { kindLooks } from "./kind-words";

/** One event: its sign, when, what, and where to look; `brief` leaves out who says so. */
export function EventLine({ event, brief = false }: { event: TimelineEvent; brief?: boolean }) {
  const { kind, atMs, title, detail, href, url, source } = event;
  const { icon: Icon, color, title: kindTitle } = kindLooks[kind];
  return (
    <div className="flex min-w-0 gap-2" data-event={kind}>
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", color)} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="wrap-anywhere font-medium">
            <span className="sr-only">{kindTitle}: </span>
            {title}
          </span>
          <Moment atMs={atMs} className="whitespace-nowrap text-ink-3 text-xs" />
        </p>
        <p className={clsx("wrap-anywhere text-ink-2 text-xs", brief && "line-clamp-2")}>
          {detail}
          {brief ? null : <span className="text-ink-3">{detail ? ` · ${source}` : source}</span>}
        </p>
        {href || url ? (
          <p className="flex flex-wrap gap-x-3 text-xs">
            {href ? (
              <Link href={storedHref(href)} prefetch={false} className="text-accent hover:underline">
                {kind === "deploy" ? "Compare since this deploy" : "Look there"}
                <span className="sr-only">: {title}</span>
              </Link>
            ) : null}
            {url ? (
              <a href={url} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 text-accent">
                Told by CI <ExternalLink aria-hidden className="size-3" />
              </a>
            ) : null}
          </p>
        ) : null}
      </div>
    </div>
  );
}
