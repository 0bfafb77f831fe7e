import Link from "next/link";
import { OutLink } from "@/components/ui/out-link";
import { PanelNotice } from "@/components/ui/panel-notice";
import { jaegerTraceLink } from "@/lib/links/jaeger-ui";
import { traceHref, tracesHref } from "@/lib/links/routes";
import { env } from "@/lib/runtime/env";
import type { LoadedTrace } from "@/lib/traces/load-trace";

/** Why there is no trace to show, and what to do. */
export function NoTrace({ id, loaded }: { id: string; loaded: LoadedTrace }) {
  const failed = loaded.state === "error";
  return (
    <div className="panel" data-no-trace={loaded.state}>
      <h1 className="sr-only">Trace {id.slice(0, 40)}</h1>
      <PanelNotice
        title={failed ? "Unknown: Jaeger cannot be asked for this trace." : "Nobody has this trace."}
        action={
          <div className="-ml-2 flex flex-wrap">
            {failed ? (
              <a href={traceHref(id)} className="control text-accent">
                Ask again
              </a>
            ) : null}
            <Link href={tracesHref()} className="control text-accent">
              Search traces
            </Link>
            <OutLink link={jaegerTraceLink(env().JAEGER_PUBLIC_URL, id)} label="Look in the Jaeger UI" text="Jaeger" />
          </div>
        }
      >
        {failed ? (
          <p>{loaded.failure.message} No copy of it was kept here. Metrics do not depend on Jaeger and still hold.</p>
        ) : (
          <p>
            Jaeger keeps traces for 7 days and only those that were sampled; a trace of the last seconds may still be on
            its way. Kept traces stay. <span className="break-all font-mono text-xs">{id.slice(0, 100)}</span>
          </p>
        )}
      </PanelNotice>
    </div>
  );
}
