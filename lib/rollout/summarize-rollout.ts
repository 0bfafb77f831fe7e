import type { CheckView, StepView } from "./types";

/** State of a step by its checks: unknown ones never make it done, and never take "done" for a failure. */
export function stateOfStep(checks: readonly CheckView[]): StepView["state"] {
  if (checks.every(({ state }) => state === "met")) return "done";
  if (checks.some(({ state }) => state === "partly" || state === "not-yet" || state === "regressed")) {
    return checks.some(({ state }) => state === "met" || state === "partly" || state === "regressed")
      ? "under-way"
      : "not-begun";
  }
  return "unknown";
}

/** A title within a sentence; what begins with capitals (HTTP, APNs, POST) keeps them. */
const inSentence = (title: string) =>
  /^[A-Z][a-z ]/.test(title) && !/^(Grafana|POST)/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;

const named = (checks: readonly CheckView[]) => {
  const [first, second, ...rest] = checks.map(({ title }) => inSentence(title));
  const more = rest.length > 0 ? ` and ${rest.length} more` : "";
  return `${[first, second].filter(Boolean).join("; ")}${more}`;
};

/** "Step 2 of 4 done; step 3 needs ...": the first step that is not done, and what it lacks. */
export function summarizeRollout(steps: readonly StepView[]): string {
  const open = steps.findIndex(({ state }) => state !== "done");
  if (open < 0) return `All ${steps.length} steps are done.`;
  const step = steps[open];
  if (!step) return "";
  const done = open === 0 ? "No step is done yet" : `Step ${open} of ${steps.length} done`;
  const lost = step.checks.filter(({ state }) => state === "regressed");
  const missing = step.checks.filter(({ state }) => state === "not-yet" || state === "partly");
  const unseen = step.checks.filter(({ state }) => state === "unknown");
  if (lost.length > 0) return `${done}; step ${step.step} lost: ${named(lost)}.`;
  if (missing.length > 0) return `${done}; step ${step.step} needs: ${named(missing)}.`;
  return `${done}; of step ${step.step} cannot be seen: ${named(unseen)}.`;
}
