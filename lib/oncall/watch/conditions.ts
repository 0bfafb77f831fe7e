/** What can be wrong and worth a message. One incident per name is open at a time. */
export const conditionNames = [
  "blind-metrics",
  "blind-traces",
  "api-down",
  "metrics-path",
  "traces-path",
  "errors",
  "slow",
  "jobs",
  "database",
  "b2",
  "push",
  "pod",
] as const;
export type ConditionName = (typeof conditionNames)[number];
export type Severity = "warn" | "bad";

/** What one look saw of a condition; `unknown` is neither: it opens nothing and closes nothing. */
export type Sighting =
  | { state: "present"; severity: Severity; title: string; text: string; href: string }
  | { state: "absent"; text: string }
  | { state: "unknown" };
export type Sightings = Record<ConditionName, Sighting>;

export type Rule = {
  /** How long it must be present without a break before anyone is told. */
  raiseAfterMs: number;
  /** How long it must be absent without a break before it counts as over. */
  clearAfterMs: number;
  /** While any of these is present or told of, this one is its consequence, or cannot be judged: nothing is said. */
  suppressedBy: readonly ConditionName[];
};

const second = 1000;
const cannotTell: ConditionName[] = ["blind-metrics", "api-down", "metrics-path"];

/** Short enough to be told before users call, long enough that a deploy or one lost scrape says nothing. */
export const rules: Record<ConditionName, Rule> = {
  "blind-metrics": { raiseAfterMs: 120 * second, clearAfterMs: 60 * second, suppressedBy: [] },
  "blind-traces": { raiseAfterMs: 300 * second, clearAfterMs: 60 * second, suppressedBy: [] },
  "api-down": { raiseAfterMs: 30 * second, clearAfterMs: 60 * second, suppressedBy: [] },
  "metrics-path": { raiseAfterMs: 60 * second, clearAfterMs: 60 * second, suppressedBy: ["blind-metrics", "api-down"] },
  "traces-path": { raiseAfterMs: 120 * second, clearAfterMs: 60 * second, suppressedBy: ["blind-traces", "api-down"] },
  errors: { raiseAfterMs: 60 * second, clearAfterMs: 120 * second, suppressedBy: cannotTell },
  slow: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: [...cannotTell, "errors"] },
  jobs: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: cannotTell },
  // Where a dependency fails the requests too, the message about those carries the whole verdict.
  database: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: [...cannotTell, "errors", "slow"] },
  b2: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: [...cannotTell, "errors", "slow"] },
  push: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: cannotTell },
  pod: { raiseAfterMs: 120 * second, clearAfterMs: 120 * second, suppressedBy: [...cannotTell, "errors", "slow"] },
};
