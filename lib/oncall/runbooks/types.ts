/** What commands are filled with: this console's own settings, never a secret. */
export type RunbookValues = {
  victoriaMetricsUrl: string;
  jaegerUrl: string;
  /** Public address of the gate; a placeholder where it is not set. */
  ingestUrl: string;
  healthUrl: string;
  /** Where the stack's compose file lies. */
  home: string;
  composeProject: string;
  /** Where honeyDue runs. */
  namespace: string;
  gateLog: string;
  denyDir: string;
};

export type RunbookStep = { text: string; command?: string };

/** What to do about one kind of finding, shortest way first. */
type Runbook = {
  title: string;
  /** What it means and what still holds, in two sentences at most. */
  means: string;
  steps: RunbookStep[];
  /** Pages of this console that show more: the names of links, see the page. */
  see: readonly SeePage[];
};

export type SeePage =
  | "on-call"
  | "traces"
  | "tokens"
  | "budget"
  | "triggers"
  | "migration"
  | "pods"
  | "rollout"
  | "compare"
  | "settings"
  | "audit"
  | "database"
  | "b2"
  | "push"
  | "jobs"
  | "n-plus-one";

export type RunbookOf = (values: RunbookValues) => Runbook;
