import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { LookButton } from "@/components/form/look-button";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { mayManage } from "@/lib/actor/actor";
import { decisionChoices } from "@/lib/rollout/decisions";
import { loadRollout } from "@/lib/rollout/load-rollout";
import { CheckItem } from "./_rollout/check-item";
import { DecisionForm } from "./_rollout/decision-form";
import { HistoryPanel } from "./_rollout/history-panel";
import { LeaksPanel } from "./_rollout/leaks-panel";
import { SkipsPanel } from "./_rollout/skips-panel";
import { StepTrack } from "./_rollout/step-track";
import { lookNowAction } from "./actions";

export const metadata: Metadata = { title: "Rollout - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function RolloutPage() {
  const actor = await pageActor();
  const { evaluatedAtMs, summary, steps, skips, leaks, history } = await loadRollout();
  return (
    <div className="mx-auto max-w-6xl space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-2 px-1 pt-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">Rollout</h1>
          <p className="max-w-prose text-ink-2" data-summary>
            {summary}
          </p>
        </div>
        <p className="flex items-center gap-1 text-ink-3 text-xs">
          Looked <SampleAge atMs={evaluatedAtMs} renderedAtMs={Date.now()} />
          <LookButton action={lookNowAction} />
        </p>
      </div>
      <StepTrack steps={steps} />
      {steps.map(({ step, title, worth, checks }) => (
        <Panel
          key={step}
          id={`step-${step}`}
          title={`Step ${step}: ${title}`}
          aside={<span className="text-ink-3 text-xs">{worth}</span>}
        >
          <ul className="divide-y divide-line border-line border-t">
            {checks.map((check) => (
              <CheckItem key={check.code} check={check} />
            ))}
          </ul>
        </Panel>
      ))}
      <LeaksPanel leaks={leaks} />
      <SkipsPanel skips={skips} />
      {mayManage(actor) ? (
        <Panel id="decisions" title="What only a person can say">
          <div className="grid md:grid-cols-2">
            <DecisionForm
              decisionKey="legacy-metrics"
              question="/metrics/legacy is"
              choices={decisionChoices["legacy-metrics"]}
            />
            <DecisionForm
              decisionKey="log-search"
              question="Searching logs with Dozzle"
              choices={decisionChoices["log-search"]}
            />
          </div>
        </Panel>
      ) : null}
      <HistoryPanel history={history} />
    </div>
  );
}
