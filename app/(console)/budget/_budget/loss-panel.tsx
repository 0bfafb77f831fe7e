import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { Budget } from "@/lib/budget/budget-types";

/** Data that came and was not kept: the number, what it means, what to do. */
export function LossPanel({ budget }: { budget: Budget }) {
  return (
    <Panel
      id="losses"
      title="Refused and dropped"
      aside={<span className="text-ink-3 text-xs">last {budget.range}</span>}
    >
      <ul>
        {budget.losses.map(({ name, title, count, health, what, toDo }) => (
          <li key={name} className="border-line border-t px-3 py-2" data-loss={name} data-health={health}>
            <div className="flex flex-wrap items-center gap-x-3">
              <h3 className="font-medium">{title}</h3>
              <StateBadge health={health} />
              <span className="tabular ml-auto font-semibold text-lg">
                {name === "read-only" ? "" : count === null ? "unknown" : count.toLocaleString("en-US")}
              </span>
            </div>
            <p className="max-w-prose text-[0.8125rem] text-ink-2">
              {count === 0 ? "None in the minutes measured." : what} {count === 0 ? "" : toDo}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
