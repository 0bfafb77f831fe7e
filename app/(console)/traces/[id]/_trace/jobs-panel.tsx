import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { StateIcon } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { traceHref } from "@/lib/links/routes";
import { findJobs } from "@/lib/traces/find-jobs";
import type { TraceView } from "@/lib/traces/view";

const link = "text-accent underline decoration-line-strong underline-offset-2";

/** The jobs that this request made, or what this job follows from: traces of their own, linked by FOLLOWS_FROM. */
export async function JobsPanel({ view }: { view: TraceView }) {
  const { startedAtMs, followsFrom, service, traceId } = view;
  // A job makes no jobs here; what it follows from stands in its own trace.
  const found = startedAtMs === null || !view.isRequest ? null : await findJobs(service, traceId, startedAtMs);
  const jobs = found?.state === "ready" ? found.value.jobs : [];
  if (found === null && followsFrom.length === 0) return null;
  return (
    <Panel id="jobs" title={view.isRequest ? "Jobs" : "Origin"}>
      <div className="px-3 pb-2 text-[0.8125rem]">
        {followsFrom.map(({ traceId: origin }) => (
          <p key={origin} data-follows>
            Follows from{" "}
            <Link href={traceHref(origin)} prefetch={false} className={link}>
              trace {origin.slice(0, 12)}
            </Link>
            , which made it.
          </p>
        ))}
        <ul>
          {jobs.map((job) => (
            <li key={job.traceId} className="flex flex-wrap items-baseline gap-x-2 py-0.5" data-job={job.name}>
              {job.failed ? <StateIcon health="bad" className="size-3.5 self-center" /> : null}
              <Link href={traceHref(job.traceId)} prefetch={false} className={link}>
                {job.name}
              </Link>
              <span className="tabular text-ink-3 text-xs">
                {formatDuration(Math.max(0, job.startedAtMs - (startedAtMs ?? 0)))} after the request began, took{" "}
                {formatDuration(job.durationMs)}
              </span>
            </li>
          ))}
        </ul>
        {found?.state === "ready" ? (
          <p className="text-2xs text-ink-3">
            {jobs.length === 0 && followsFrom.length === 0 ? "No job of this trace " : "Looked "}
            among the {found.value.read} jobs read of the 5 minutes after it
            {found.value.complete ? "." : "; there were more than could be read."}
          </p>
        ) : found?.state === "error" ? (
          <p className="text-ink-3 text-xs">Unknown: {found.failure.message}</p>
        ) : null}
      </div>
    </Panel>
  );
}
