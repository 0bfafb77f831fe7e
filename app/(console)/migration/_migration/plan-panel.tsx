import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import { tellOutcome } from "@/lib/checks/tell-outcome";
import type { Health } from "@/lib/measured";
import type { MovePlanView } from "@/lib/migration/load-plans";
import type { TargetProbe } from "@/lib/migration/types";
import { FigureList } from "./figure-rows";
import { PlanForm } from "./plan-form";
import { WithdrawButton } from "./withdraw-button";

type Props = { plan: MovePlanView | null; target: TargetProbe | null; mayChange: boolean };

/** Where to, and what that box shows before any record leads to it. */
export function PlanPanel({ plan, target, mayChange }: Props) {
  return (
    <Panel id="plan" title="Target">
      {plan ? (
        <div className="space-y-2 px-3 pb-3">
          <FigureList
            rows={[
              ["Address", plan.targetAddress],
              [
                "Planned",
                <span key="planned">
                  by {plan.plannedBy}, <Moment atMs={plan.plannedAtMs} />
                </span>,
              ],
            ]}
          />
          {target ? <Probes target={target} /> : <p className="text-[0.8125rem] text-ink-2">Not probed yet.</p>}
          {mayChange ? <WithdrawButton /> : null}
        </div>
      ) : mayChange ? (
        <PlanForm />
      ) : (
        <p className="px-3 pb-3 text-ink-2">No move is planned.</p>
      )}
    </Panel>
  );
}

/** Ports, and the verification's checks at that address: on a box that is still empty nothing answers yet. */
function Probes({ target: { ports, checks, askedAtMs } }: { target: TargetProbe }) {
  const portRows = ports.map(({ port, state }): [string, Health, string] => [
    `Port ${port}`,
    state === "open" ? "ok" : port === 22 ? "bad" : "unknown",
    state === "no-answer" ? "no answer" : state,
  ]);
  const checkRows = (checks ?? []).map(({ title, outcomes }): [string, Health, string] => {
    const fault = outcomes.find(({ state }) => state !== "ok");
    if (!fault) return [title, "ok", "well"];
    const isSilent = fault.code === "host-unreachable" || fault.state === "unknown";
    return [isSilent ? title : tellOutcome(fault).what, isSilent ? "unknown" : "bad", isSilent ? "no answer" : "wrong"];
  });
  return (
    <div className="space-y-1 text-[0.8125rem]" data-probes="">
      <ul className="space-y-1">
        {[...portRows, ...checkRows].map(([label, health, value]) => (
          <li key={label} className="flex flex-wrap items-center gap-x-2">
            <StateBadge health={health} word={value} bare />
            <span className="min-w-0 break-words text-ink-2">{label}</span>
          </li>
        ))}
      </ul>
      <p className="text-ink-3 text-xs">
        Asked <Moment atMs={askedAtMs} />.{" "}
        {checks
          ? "Before the move ssh is enough; the rest answers once the new stack runs."
          : "Only the ports: the three public hosts are not set here."}
      </p>
    </div>
  );
}
