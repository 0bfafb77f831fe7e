import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { RouteName } from "@/components/ui/route-name";
import { SampleAge } from "@/components/ui/sample-age";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/quantity";
import { traceHref } from "@/lib/links/routes";
import { listSnapshots } from "@/lib/traces/snapshots/list-snapshots";
import { ForgetButton } from "./forget-button";

/** Traces that somebody kept beyond Jaeger's 7 days. */
export async function KeptPanel({ manages }: { manages: boolean }) {
  const kept = await listSnapshots();
  if (kept.length === 0) return null;
  const renderedAtMs = Date.now();
  const sizeBytes = kept.reduce((sum, snapshot) => sum + snapshot.sizeBytes, 0);
  return (
    <Panel
      id="kept"
      title="Kept traces"
      aside={<span className="text-ink-3 text-xs">{formatBytes(sizeBytes)} in all</span>}
    >
      <ul className="pb-1">
        {kept.map((snapshot) => (
          <li
            key={snapshot.traceId}
            className="flex items-center gap-2 border-line/60 border-t px-3 py-1 text-[0.8125rem]"
            data-kept={snapshot.traceId}
          >
            <Link
              href={traceHref(snapshot.traceId)}
              prefetch={false}
              className="min-w-0 flex-1 truncate hover:underline"
            >
              <RouteName name={snapshot.route} />{" "}
              <span className="tabular text-ink-2">{formatDuration(snapshot.durationMs)}</span>
            </Link>
            <span className="tabular shrink-0 text-ink-3 text-xs max-md:hidden">
              kept <SampleAge atMs={snapshot.savedAtMs} renderedAtMs={renderedAtMs} /> by {snapshot.savedBy}
            </span>
            {manages ? <ForgetButton traceId={snapshot.traceId} route={snapshot.route} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
