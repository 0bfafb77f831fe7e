import type { PageCharts } from "@/lib/charts/types";
import type { Health, Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";

/** What the API depends on, in the order of the page; the plan's instrumentation names each (plan.md, steps 1 to 3). */
export const laneNames = ["database", "b2", "push", "jobs"] as const;
export type LaneName = (typeof laneNames)[number];

export function isLaneName(text: string): text is LaneName {
  return (laneNames as readonly string[]).includes(text);
}

/** The state of a lane as a code; its word is derived from it. */
export type LaneCode =
  | "ok"
  | "slow"
  | "failing"
  | "late"
  | "stuck"
  | "paused"
  | "recovering"
  | "few-calls"
  | "idle"
  | "not-current"
  | "not-scraped"
  | "vanished";

/** Calls of a window; `slow` is how many took longer than the limit, null where no bucket can tell. */
export type CallCounts = { calls: number; failures: number; slow: number | null };
/** A service behind a lane (APNs and FCM are two) over the verdict window and over the short one at its end. */
export type ServiceNow = CallCounts & {
  name: string;
  p95Ms: number | null;
  /** Median of its p95 over the windows that say what is usual. */
  usualP95Ms: number | null;
  /** Time spent in its calls. */
  seconds: number | null;
  atMs: number;
  short: CallCounts;
};

/** What is wrong with a lane, as codes and figures. `subject` is the service or the queue. */
export type LaneFault = {
  subject: string;
  severity: "bad" | "warn" | "info";
  phase: "present" | "recovering";
} & (
  | { kind: "slow"; p95Ms: number; limitMs: number; usualP95Ms: number | null }
  | { kind: "failing"; calls: number; failures: number; short: CallCounts; limit: number }
  | { kind: "late" | "stuck"; waitSeconds: number; limitSeconds: number; drain: DrainForecast }
  | { kind: "paused"; backlog: number | null }
  | { kind: "vanished"; sinceMs: number }
);

/** One dependency over the verdict window. */
export type Lane = {
  name: LaneName;
  code: LaneCode;
  health: Health;
  /** How the code reads. */
  word: string;
  /** "120 queries/s, p95 8 ms"; null when there is none. */
  figure: string | null;
  /** Why it is not ok, in words; empty when ok. */
  reasons: string[];
  faults: LaneFault[];
  services: ServiceNow[];
  /** Newest sample behind the figure, unix ms; null when there is none. */
  sampledAtMs: number | null;
};

/** Lanes with data, and those of which no series has come in 24 h: the rollout has not reached them, or nothing used them. */
export type Lanes = {
  lanes: Lane[];
  notReached: LaneName[];
  windowMs: number;
  shortMs: number;
  /** How much history the usual figures rest on; null while there is too little of it. */
  usualOverMs: number | null;
  /** Time spent in all requests over the window, for shares; null where nobody counts it. */
  requestSeconds: number | null;
};

/** A row of a lane's table: operations on a table, uploads to a bucket, pushes by service and result. */
export type CallRow = {
  /** Label values in the order of the lane's columns; null where a series lacks the label. */
  keys: (string | null)[];
  calls: number;
  perSecond: number;
  p95Ms: number | null;
  meanMs: number | null;
  /** Time spent in these calls relative to all request time; above 1 is possible, since calls can overlap. */
  requestShare: number | null;
  failed: boolean;
  /** The same over the window before the range; null where it had no such call, or was not measured completely. */
  before: { perSecond: number; p95Ms: number | null } | null;
};

export type DrainForecast =
  | { kind: "empty" }
  | { kind: "keeps-pace" }
  | { kind: "drains"; etaSeconds: number }
  | { kind: "never"; reason: "nothing-processed" | "grows" | "steady" }
  | { kind: "unknown" };

/** One asynq queue now. Depths come from a gauge; null where asynq reports none. */
export type QueueRow = {
  queue: string;
  health: Health;
  reasons: string[];
  faults: LaneFault[];
  isPaused: boolean;
  /** Pending and retry: what is waiting to be processed. */
  backlog: number | null;
  /** As asynq counts it, kept completed and archived tasks included. */
  size: number | null;
  active: number | null;
  scheduled: number | null;
  archived: number | null;
  completed: number | null;
  oldestWaitSeconds: number | null;
  processed: number;
  failed: number;
  processedPerSecond: number;
  drain: DrainForecast;
};

/** What spans know and metrics do not. `looked` says how much was looked at, in words. */
export type SpanFacts<Row> = { rows: Row[]; looked: string };
export type UploadFacts = {
  bucket: string;
  result: string;
  uploads: number;
  p95Bytes: number | null;
  totalBytes: number;
  /** Uploads whose span carries no size. */
  sizeUnknown: number;
};
export type PushFailure = {
  service: "APNs" | "FCM";
  reason: string;
  statusCode: number | null;
  failures: number;
  newestAtMs: number;
  traceId: string;
};
export type TaskFacts = {
  type: string;
  tries: number;
  failed: number;
  retries: number;
  p50Ms: number | null;
  maxMs: number;
  newestAtMs: number;
  /** The newest failed attempt, else the newest one. */
  traceId: string;
};

export type LaneDetail = {
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  windowMs: number;
  lane: Measured<Lane | null>;
  /** Limits applied, a sentence each. */
  limits: string[];
  charts: PageCharts;
} & (
  | { name: "database"; calls: Measured<CallRow[]>; spans: null }
  | { name: "b2"; calls: Measured<CallRow[]>; spans: Measured<SpanFacts<UploadFacts>> }
  | { name: "push"; calls: Measured<CallRow[]>; spans: Measured<SpanFacts<PushFailure>> }
  | { name: "jobs"; queues: Measured<QueueRow[]>; spans: Measured<SpanFacts<TaskFacts>> }
);
