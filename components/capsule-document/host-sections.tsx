import type { ReactNode } from "react";
import { FigureList } from "@/components/ui/figure-list";
import { type Column, FigureTable } from "@/components/ui/figure-table";
import { StateBadge } from "@/components/ui/state-badge";
import type { ValueOf } from "@/lib/capsule/schema";
import { formatBytes } from "@/lib/format/bytes";
import { each, orDash, Section, type SectionProps } from "./bits";

const programs: Column<ValueOf<"budget">["services"][number]>[] = [
  {
    title: "Program",
    cell: ({ title, health, reasons }) => (
      <>
        <StateBadge health={health} bare /> {title} <span className="text-ink-3 text-xs">{reasons.join(" ")}</span>
      </>
    ),
  },
  {
    title: "Memory",
    cell: ({ memoryBytes, limitBytes }) =>
      `${memoryBytes === null ? "unknown" : formatBytes(memoryBytes)}${limitBytes === null ? "" : ` of ${formatBytes(limitBytes)}`}`,
  },
  { title: "Highest", cell: ({ peakBytes }) => orDash(peakBytes, formatBytes) },
  { title: "OOM kills", cell: ({ oomKills }) => oomKills },
];

export function BudgetSection({ capsule, context }: SectionProps): ReactNode {
  const options = { id: "budget", title: "Memory and host when frozen", empty: "No samples.", isOfFreezing: true };
  return (
    <Section {...options} part={capsule.budget} context={context}>
      {({ text, sourceText, services, host, hostNotes, losses }) => (
        <>
          <p>
            {text} <span className="text-ink-3 text-xs">{sourceText}</span>
          </p>
          <FigureTable label="Programs" columns={programs} rows={services} keyOf={({ title }) => title} />
          {host.length === 0 ? (
            <p className="text-ink-2">
              <StateBadge health="unknown" bare /> Unknown: nothing tells about the host.
            </p>
          ) : (
            <FigureList figures={host.map(({ title, text: told }) => [title, told])} />
          )}
          <ul className="space-y-1 text-ink-2">
            {each(hostNotes, (note) => (
              <li>
                <StateBadge health={note.health} bare /> {note.text}
              </li>
            ))}
            {each(losses, (loss) => (
              <li>
                <StateBadge health={loss.health} bare /> {loss.title}: {loss.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

const triggerHealth = { stay: "ok", move: "bad", unknown: "unknown" } as const;
const triggerWords = { stay: "stay", move: "move", unknown: "cannot tell" } as const;

export function TriggersSection({ capsule, context }: SectionProps): ReactNode {
  const options = { id: "triggers", title: "Migration triggers when frozen", empty: "None.", isOfFreezing: true };
  return (
    <Section {...options} part={capsule.triggers} context={context}>
      {({ text, state, each: all }) => (
        <>
          <p>
            <StateBadge health={triggerHealth[state]} word={triggerWords[state]} bare /> {text}
          </p>
          <ul className="space-y-1 text-ink-2">
            {each(all, (one) => (
              <li>
                <StateBadge health={triggerHealth[one.state]} word={triggerWords[one.state]} bare /> {one.title}:{" "}
                {one.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
