"use client";
import { type Column, FigureTable, NoFigure } from "@/components/ui/figure-table";
import { MeasuredNotice } from "@/components/ui/measured-notice";
import { Panel } from "@/components/ui/panel";
import { StateIcon } from "@/components/ui/state-badge";
import { drainText } from "@/lib/dependencies/drain-text";
import type { QueueRow } from "@/lib/dependencies/types";
import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import type { Measured } from "@/lib/measured";

const depth = (value: number | null) => (value === null ? <NoFigure reason="asynq reports none" /> : String(value));

const columns: Column<QueueRow>[] = [
  {
    title: "Queue",
    cell: ({ queue, health }) => (
      <span className="inline-flex items-center gap-1.5">
        <StateIcon health={health} className="size-3.5" />
        <span className="font-medium">{queue}</span>
      </span>
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

type Props = { queues: Measured<QueueRow[]>; windowMs: number; empty: string; retry: () => void };

/** The queues now. The backlog is not asynq's size, which counts what it keeps of finished tasks. */
export function QueueTable({ queues, windowMs, empty, retry }: Props) {
  return (
    <Panel
      id="queues"
      title="Queues"
      aside={<span className="text-ink-3 text-xs">depths now, rates over the last {formatAge(windowMs)}</span>}
    >
      {queues.state === "ready" ? (
        <FigureTable label="Queues" columns={columns} rows={queues.value} keyOf={({ queue }) => queue} />
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
        asynq keeps them.
      </p>
    </Panel>
  );
}
