import { Moment } from "@/components/ui/moment";
import { StateBadge } from "@/components/ui/state-badge";
import { formatBytes } from "@/lib/format/bytes";
import { formatAge, formatDuration } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import { claimedMs } from "@/lib/migration/judge/judge-flight";
import { gapOf, type MoveRecord } from "@/lib/migration/move-record";
import { stepTitles } from "@/lib/migration/words";

type Props = { record: MoveRecord | null; nowMs: number; none: string };

const looks: Record<MoveRecord["state"], { health: Health; word: string }> = {
  running: { health: "warn", word: "under way" },
  failed: { health: "bad", word: "stopped at a step" },
  finished: { health: "ok", word: "finished" },
  "rolled-back": { health: "warn", word: "rolled back" },
};
const stepLooks: Record<MoveRecord["steps"][number]["state"], { health: Health; word: string }> = {
  running: { health: "warn", word: "now" },
  done: { health: "ok", word: "done" },
  failed: { health: "bad", word: "failed" },
};

/** What the script recorded of one run: each step with its time, and why one failed. */
export function RecordPanel({ record, nowMs, none }: Props) {
  if (!record) return <p className="px-3 pb-3 text-ink-2">{none}</p>;
  const { kind, state, steps, startedAtMs, finishedAtMs, facts } = record;
  const { totalBytes } = facts;
  const took = finishedAtMs === null ? null : formatDuration(finishedAtMs - startedAtMs);
  const gapMs = gapOf(record);
  return (
    <div className="space-y-2 px-3 pb-3 text-[0.8125rem]">
      <p className="flex flex-wrap items-center gap-x-2">
        <StateBadge health={looks[state].health} word={looks[state].word} />
        <span>
          {took === null
            ? "Begun"
            : `${took} for ${totalBytes === undefined ? "an unknown size" : formatBytes(totalBytes)},`}{" "}
          {formatAge(nowMs - startedAtMs)} ago
          {gapMs === null ? "" : `, gap ${formatDuration(gapMs)}`}
          {kind === "move" ? `, of ${formatDuration(claimedMs)} that the plan claims` : ""}
        </span>
        <Moment atMs={startedAtMs} className="text-ink-3 text-xs" />
      </p>
      <ol className="space-y-0.5">
        {steps.map(({ name, state: stepState, startedAtMs: from, finishedAtMs: to, tries, text }) => (
          <li key={name} data-step={name} className="flex flex-wrap items-center gap-x-2">
            <StateBadge health={stepLooks[stepState].health} word={stepLooks[stepState].word} bare />
            <span>{stepTitles[name]}</span>
            <span className="text-ink-3 text-xs tabular-nums">
              {formatDuration((to ?? nowMs) - from)}
              {tries > 1 ? `, try ${tries}` : ""}
            </span>
            {text ? <span className="min-w-0 break-words text-ink-2 text-xs">{text}</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
