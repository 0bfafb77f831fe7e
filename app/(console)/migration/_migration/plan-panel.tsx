import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { Health } from "@/lib/measured";
import type { MovePlanView } from "@/lib/migration/plan-move";
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
          {target ? (
            <Probes target={target} />
          ) : (
            <p className="text-[0.8125rem] text-ink-2">Not probed: the three public hosts are not set here.</p>
          )}
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

function Probes({ target }: { target: TargetProbe }) {
  const rows = [
    ...target.ports.map(({ port, state }): [string, Health, string] => [
      `Port ${port}`,
      state === "open" ? "ok" : "bad",
      state === "no-answer" ? "no answer" : state,
    ]),
    ...target.tls.map(({ name, probe }): [string, Health, string] =>
      probe.state === "failed"
        ? [`Certificate for ${name}`, "unknown", probe.code]
        : [
            `Certificate for ${name}`,
            probe.trustFault ? "warn" : "ok",
            `${probe.trustFault ?? "trusted"}, until ${new Date(probe.validToMs).toISOString().slice(0, 10)}`,
          ],
    ),
    ...target.answers.map(({ host, path, status, code }): [string, Health, string] => [
      `${host} ${path}`,
      status === null ? "unknown" : status < 500 ? "ok" : "bad",
      status === null ? (code ?? "no answer") : String(status),
    ]),
  ];
  return (
    <ul className="space-y-1 text-[0.8125rem]">
      {rows.map(([label, health, value]) => (
        <li key={label} className="flex flex-wrap items-center gap-x-2">
          <StateBadge health={health} word={value} bare />
          <span className="min-w-0 break-words text-ink-2">{label}</span>
        </li>
      ))}
    </ul>
  );
}
