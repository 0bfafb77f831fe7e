/** How often a statement ran in one request, its self time, and whether it failed. */
export type StatementUse = { calls: number; selfMs: number; failed: number };
/** A sampled request, read for a comparison. */
export type RequestSample = {
  traceId: string;
  durationMs: number;
  failed: boolean;
  /** By the statement with its values replaced. */
  statements: ReadonlyMap<string, StatementUse>;
  /** "key=value" of what told this request from others, each once. */
  attributes: ReadonlySet<string>;
};

export type StatementSide = { perRequestMs: number; calls: number; requests: number; failed: number };
/** One statement in both windows; its part of the change of the mean duration is its self time per request. */
export type StatementChange = {
  statement: string;
  before: StatementSide;
  after: StatementSide;
  contributionMs: number;
  /** The trace in which it took the longest. */
  traceId: string;
};
export type StatementRanking = {
  ranked: StatementChange[];
  /** Statements too rare or within chance. */
  rest: { names: number; contributionMs: number };
  /** What is left: time outside of statements. */
  elsewhereMs: number;
};

export type AttributeSide = { requests: number; value: number | null };
/** The requests with one value of one attribute, in both windows. Parts of several attributes overlap. */
export type AttributeChange = {
  key: string;
  value: string;
  before: AttributeSide;
  after: AttributeSide;
  contribution: number;
  /** A request with it: the slowest, or one that failed. */
  traceId: string;
};
export type AttributeRanking = { ranked: AttributeChange[]; looked: number };

export type TraceSide = { requests: number; failed: number; meanMs: number };
/** `looked` says how much was read of how much, in words. */
export type TraceComparison = { looked: string; route: string | null } & (
  | { enough: false; reason: string }
  | {
      enough: true;
      before: TraceSide;
      after: TraceSide;
      statements: StatementRanking;
      latency: AttributeRanking;
      errors: AttributeRanking;
    }
);
