import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import { triggerTitles } from "@/lib/triggers/titles";
import type { TriggerName, TriggerStatus } from "@/lib/triggers/types";
import { healthOfTrigger, wordOfTrigger } from "./trigger-health";

type Props = { name: TriggerName; status: TriggerStatus; children: ReactNode };

/** One trigger: its state, its sentence, and what stands behind it. */
export function TriggerCard({ name, status, children }: Props) {
  return (
    <Panel
      id={name}
      title={triggerTitles[name]}
      label={triggerTitles[name]}
      aside={<StateBadge health={healthOfTrigger[status.state]} word={wordOfTrigger[status.state]} />}
      data-trigger={name}
      data-state={status.state}
      className="flex flex-col"
    >
      <p className="px-3 pb-2 text-ink-2">{status.text}</p>
      {children}
    </Panel>
  );
}

/** Facts of a card, a line each. */
export function Facts({ rows }: { rows: [label: string, value: ReactNode][] }) {
  return (
    <dl className="tabular mt-auto divide-y divide-line border-line border-t px-3">
      {rows.map(([label, value]) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-1.5">
          <dt className="text-ink-2">{label}</dt>
          <dd className="min-w-0 text-right">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
