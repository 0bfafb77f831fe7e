import type { ReactNode } from "react";
import type { Capsule, ValueOf } from "@/lib/capsule/schema";
import { formatBytes } from "@/lib/format/bytes";
import { Badge, type Column, type Context, each, orDash, Section, Table } from "./bits";

type Props = { capsule: Capsule; context: Context };

const programs: Column<ValueOf<"budget">["services"][number]>[] = [
  { title: "State", cell: ({ health }) => <Badge health={health} /> },
  {
    title: "Program",
    cell: ({ title, reasons }) => (
      <>
        {title} <span className="soft">{reasons.join(" ")}</span>
      </>
    ),
  },
  {
    title: "Memory",
    cell: ({ memoryBytes, limitBytes }) =>
      `${memoryBytes === null ? "unknown" : formatBytes(memoryBytes)}${limitBytes === null ? "" : ` of ${formatBytes(limitBytes)}`}`,
  },
  { title: "Highest", wide: true, number: true, cell: ({ peakBytes }) => orDash(peakBytes, formatBytes) },
  { title: "OOM kills", cell: ({ oomKills }) => oomKills },
];

export function BudgetSection({ capsule, context }: Props): ReactNode {
  const options = { id: "budget", title: "Memory and host when frozen", empty: "No samples.", isOfFreezing: true };
  return (
    <Section {...options} part={capsule.budget} context={context}>
      {({ text, sourceText, services, host, hostNotes, losses }) => (
        <>
          <p>
            {text} <span className="soft">{sourceText}</span>
          </p>
          <Table columns={programs} rows={services} />
          {host.length === 0 ? (
            <p className="none">
              <Badge health="unknown" /> Unknown: nothing tells about the host.
            </p>
          ) : (
            <dl className="facts">
              {each(host, (fact) => (
                <>
                  <dt>{fact.title}</dt>
                  <dd>{fact.text}</dd>
                </>
              ))}
            </dl>
          )}
          <ul className="plain">
            {each(hostNotes, (note) => (
              <li>
                <Badge health={note.health} /> {note.text}
              </li>
            ))}
            {each(losses, (loss) => (
              <li>
                <Badge health={loss.health} /> {loss.title}: {loss.text}
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

export function TriggersSection({ capsule, context }: Props): ReactNode {
  const options = { id: "triggers", title: "Migration triggers when frozen", empty: "None.", isOfFreezing: true };
  return (
    <Section {...options} part={capsule.triggers} context={context}>
      {({ text, state, each: all }) => (
        <>
          <p>
            <Badge health={triggerHealth[state]} word={triggerWords[state]} /> {text}
          </p>
          <ul className="plain">
            {each(all, (one) => (
              <li>
                <Badge health={triggerHealth[one.state]} word={triggerWords[one.state]} /> {one.title}: {one.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
