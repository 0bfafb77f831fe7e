import { Repeat2 } from "lucide-react";
import Link from "next/link";
import { LayerBar, LayerKey } from "@/components/traces/layer-bar";
import { RouteName } from "@/components/ui/route-name";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { traceHref } from "@/lib/links/routes";
import type { Health } from "@/lib/measured";
import { layers } from "@/lib/traces/layers";
import type { TraceHit } from "@/lib/traces/search/types";

/** Traces, each a link to its page, with a bar of where its time went, as long as it took. */
export function HitList({ hits, renderedAtMs }: { hits: readonly TraceHit[]; renderedAtMs: number }) {
  const longestMs = Math.max(...hits.map(({ durationMs }) => durationMs));
  const present = layers.filter((layer) => hits.some((hit) => hit.layers.some((share) => share.layer === layer)));
  return (
    <>
      <div className="border-line border-t px-3 py-1.5">
        <LayerKey layers={present} />
      </div>
      <ul>
        {hits.map((hit) => (
          <li key={hit.traceId} className="border-line/60 border-t" data-hit={hit.route}>
            <Link
              href={traceHref(hit.traceId)}
              prefetch={false}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-3 py-1.5 hover:bg-hover md:grid-cols-[minmax(10rem,22rem)_5rem_minmax(6rem,1fr)_12rem]"
            >
              <span className="min-w-0 truncate text-[0.8125rem]" title={hit.route}>
                <RouteName name={hit.route} />
              </span>
              <span className="tabular text-right font-medium text-[0.8125rem]">{formatDuration(hit.durationMs)}</span>
              <span className="max-md:col-span-2 max-md:my-1">
                <LayerBar shares={hit.layers} scale={longestMs > 0 ? hit.durationMs / longestMs : 1} />
              </span>
              <span className="tabular flex items-center gap-x-2 overflow-hidden whitespace-nowrap text-ink-3 text-xs max-md:col-span-2">
                <StateBadge health={healthOf(hit)} word={wordOf(hit)} bare />
                <SampleAge atMs={hit.startedAtMs} renderedAtMs={renderedAtMs} />
                {hit.hasNPlusOne ? (
                  <span className="flex items-center gap-0.5 text-warn">
                    <Repeat2 aria-hidden className="size-3.5" />
                    N+1
                  </span>
                ) : null}
                <span className="truncate" title={hit.errorText ?? undefined}>
                  {hit.errorText ?? (hit.spanCount === 1 ? "1 span" : `${hit.spanCount} spans`)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function wordOf({ httpStatus, isRequest, isPart, failed }: TraceHit): string {
  if (httpStatus !== null) return String(httpStatus);
  if (isPart) return "a part";
  if (failed) return "failed";
  return isRequest ? "no status" : "job";
}

function healthOf({ httpStatus, failed, isRequest, isPart }: TraceHit): Health {
  if (failed) return "bad";
  if (httpStatus === null) return isRequest || isPart ? "unknown" : "ok";
  return httpStatus >= 400 ? "warn" : "ok";
}
