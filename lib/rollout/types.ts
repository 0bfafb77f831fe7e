import type { Measured } from "@/lib/measured";
import type { CheckCode, StepNumber } from "@/lib/plan/rollout-steps";

/** What is shown of a check: `regressed` was met once and is not any more. */
export type CheckState = "met" | "partly" | "not-yet" | "regressed" | "unknown";

/** A figure that a check rests on. `query` is PromQL or a search, to repeat it; `atMs` is when it was true. */
export type Evidence = { label: string; value: string; atMs: number | null; query?: string; href?: string };

/** One concrete thing, such as a series or a span, that passes or fails. */
export type Example = { text: string; traceId?: string };

/**
 * What one look found. `quiet` is "nothing happened that could show it": no upload, no push. It leaves a check as it
 * was, since a night without uploads is no regression.
 */
export type Outcome = {
  state: "met" | "partly" | "not-yet" | "unknown" | "quiet";
  /** One sentence: why it is so. */
  because: string;
  evidence: Evidence[];
  passing?: Example;
  failing?: Example;
};

/** What is remembered of a check between looks; times in unix ms. */
export type CheckMemory = {
  state: Exclude<CheckState, "unknown">;
  firstMetAtMs: number | null;
  lastMetAtMs: number | null;
  /** When what had met it was seen for the last time before it regressed. */
  lostAtMs: number | null;
};

export type CheckChange = {
  code: CheckCode;
  from: CheckState;
  to: CheckState;
  atMs: number;
  because: string;
};

/** A copy-paste remedy of the plan's own stack. */
export type Fix = { language: "go" | "yaml" | "nginx" | "sh"; where: string; text: string };

export type CheckView = {
  code: CheckCode;
  step: StepNumber;
  title: string;
  state: CheckState;
  because: string;
  evidence: Evidence[];
  passing?: Example;
  failing?: Example;
  memory: CheckMemory | null;
  fix: Fix | null;
  /** What else happened around the time it was lost. */
  around: { atMs: number; title: string; href: string | null }[];
};

export type StepView = {
  step: StepNumber;
  title: string;
  worth: string;
  state: "done" | "under-way" | "not-begun" | "unknown";
  checks: CheckView[];
};

export type SkipView = {
  tool: string;
  why: string;
  revisitWhen: string;
  verdict: "skip" | "revisit" | "unknown";
  /** The condition as it was measured, or why it could not be. */
  measured: string;
  evidence: Evidence[];
};

/** What span attributes give away, named by span and attribute, never with the value. */
export type Leak = { kind: LeakKind; span: string; attribute: string; spans: number; traceId: string };
export type LeakKind = "secret" | "e-mail" | "device-token" | "sql-text";

/** Everything `/rollout` shows; also `GET /api/rollout`. */
export type Rollout = {
  evaluatedAtMs: number;
  /** "Step 2 of 4 done; step 3 needs apns.send." */
  summary: string;
  steps: StepView[];
  skips: SkipView[];
  leaks: Measured<Leak[]>;
  history: CheckChange[];
};
