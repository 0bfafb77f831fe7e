import type { Decision } from "../decisions";
import type { Outcome } from "../types";

/** The older metrics, asked where the API's health is asked: null where that says nothing about pods in the cluster. */
export type LegacyFacts = { present: boolean; url: string; atMs: number } | null;

/** Whether the older metrics are still there, or gone because somebody decided so. */
export function checkLegacy(facts: LegacyFacts, decision: Decision | undefined): Outcome {
  const evidence = [
    ...(facts ? [{ label: facts.url, value: facts.present ? "answers" : "does not answer", atMs: facts.atMs }] : []),
    ...(decision
      ? [{ label: `Decided by ${decision.by}`, value: `${decision.choice}: ${decision.reason}`, atMs: decision.atMs }]
      : []),
  ];
  if (facts?.present) {
    if (decision?.choice === "retired") {
      return { state: "partly", because: "It is said to be retired, and still answers.", evidence };
    }
    return { state: "met", because: "/metrics/legacy still answers beside /metrics.", evidence };
  }
  if (decision) return { state: "met", because: `By decision: ${decision.choice}.`, evidence };
  const because = facts
    ? "/metrics/legacy does not answer, and nobody said that it was retired."
    : "It cannot be asked from here. Record below whether it is kept or retired.";
  return { state: facts ? "partly" : "not-yet", because, evidence };
}
