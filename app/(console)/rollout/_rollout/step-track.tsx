import clsx from "clsx";
import { StateBadge } from "@/components/ui/state-badge";
import type { CheckState, StepView } from "@/lib/rollout/types";
import { checkLooks, stepLooks } from "./state-words";

const fill: Record<CheckState, string> = {
  met: "bg-ok",
  partly: "bg-warn",
  regressed: "bg-bad",
  "not-yet": "border border-line-strong",
  unknown: "border border-line-strong border-dashed",
};

/** The four steps side by side, one tick per check: how far the rollout is at a glance. */
export function StepTrack({ steps }: { steps: readonly StepView[] }) {
  return (
    <ol className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4" aria-label="The four steps">
      {steps.map(({ step, title, state, checks }) => {
        const met = checks.filter((check) => check.state === "met").length;
        const { health, word } = stepLooks[state];
        return (
          <li key={step} data-step={step} data-state={state} className="panel px-3 py-2.5">
            <a href={`#step-${step}`} className="flex items-center justify-between gap-2">
              <span className="min-w-0 truncate font-semibold">
                {step}. {title}
              </span>
              <StateBadge health={health} word={word} />
            </a>
            <p className="mt-1 text-ink-2 text-xs">
              {met} of {checks.length} met
            </p>
            <div aria-hidden className="mt-2 flex gap-1">
              {checks.map((check) => (
                <span
                  key={check.code}
                  title={`${check.title}: ${checkLooks[check.state].word}`}
                  className={clsx("h-2.5 min-w-0 flex-1 rounded-sm", fill[check.state])}
                />
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
