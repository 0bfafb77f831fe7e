"use client";
import Link from "next/link";
import { type Column, FigureTable, NoFigure } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { StateIcon } from "@/components/ui/state-badge";
import { jobCriteria } from "@/lib/dependencies/call-criteria";
import { drainText } from "@/lib/dependencies/drain-text";
import type { QueueRow } from "@/lib/dependencies/types";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import { tracesHref } from "@/lib/links/routes";
import type { Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";

const depth = (value: number | null) => (value === null ? <NoFigure reason="asynq reports none" /> : String(value));

const columns = (range: RangeKey): Column<QueueRow>[] => [
  {
    title: "Queue",
    cell: ({ queue, health }) => (
      <Link
        href={tracesHref({ range, ...jobCriteria(null) })}
        prefetch={false}
        title="Traces of jobs; their spans name the task, not the queue"
        className="inline-flex items-center gap-1.5 decoration-line-strong underline-offset-4 after:absolute after:inset-0 hover:underline"
      >
        <StateIcon health={health} className="size-3.5" />
        <span className="font-medium">{queue}</span>
      </Link>
    ),
  },
  { title: "tries/s", cell: (row) => formatPerSecond(row.processedPerSecond) },
  {
    title: "failed",
    hint: "Share of attempts that failed, and how many",
    cell: ({ processed, failed }) =>
      processed > 0 ? `${formatPercent(failed / processed)} (${Math.round(failed)})` : <NoFigure reason="no tries" />,
  },
  { title: "backlog", hint: "Pending plus retry: what waits to be worked on", cell: ({ backlog }) => depth(backlog) },
  {
    title: "oldest waits",
    cell: ({ oldestWaitSeconds }) =>
      oldestWaitSeconds === null ? <NoFigure reason="asynq reports none" /> : formatDuration(oldestWaitSeconds * 1000),
  },
  { title: "drains", cell: ({ drain }) => drainText(drain) },
  { title: "active", cell: ({ active }) => depth(active), wide: true },
  { title: "scheduled", cell: ({ scheduled }) => depth(scheduled), wide: true },
  { title: "archived", hint: "Given up after the last retry", cell: ({ archived }) => depth(archived) },
  { title: "completed, kept", cell: ({ completed }) => depth(completed), wide: true },
  {
    title: "size",
    hint: "As asynq counts it: completed and archived tasks that are kept count too",
    cell: ({ size }) => depth(size),
  },
];

type Props = {
  queues: Measured<QueueRow[]>;
  range: RangeKey;
  windowMs: number;
  empty: string;
  retry: () => void;
};

/** The queues now. The backlog is not asynq's size, which counts what it keeps of finished tasks. */
export function QueueTable({ queues, range, windowMs, empty, retry }: Props) {
  return (
    <Panel
      id="queues"
      title="Queues"
      aside={<span className="text-ink-3 text-xs">depths now, rates over the last {formatAge(windowMs)}</span>}
    >
      {queues.state === "ready" ? (
        <FigureTable label="Queues" columns={columns(range)} rows={queues.value} keyOf={({ queue }) => queue} />
      ) : (
        <MeasuredNotice
          measured={queues}
          empty={`asynq reports nothing right now. That is not an empty queue: it cannot reach Redis, or the API is not scraped. ${empty}`}
          stillHolds="Traces of jobs do not depend on it."
          retry={retry}
        />
      )}
      <p className="px-3 py-2 text-ink-3 text-xs">
        The backlog is pending plus retry. Size also counts scheduled tasks, and completed and archived ones as long as
        asynq keeps them. A queue leads to the traces of jobs, which name the task and not the queue.
      </p>
    </Panel>
  );
}
