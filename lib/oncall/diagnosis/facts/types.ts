import type { Lanes } from "@/lib/dependencies/types";
import type { Measured } from "@/lib/measured";
import type { Scope } from "@/lib/plan/scopes";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { PodsNow } from "@/lib/pods/types";
import type { WindowFigures } from "@/lib/red/types";
import type { NewAddress } from "@/lib/tokens/new-addresses";
import type { Sampling } from "@/lib/traces/load-sampling";

/** One scrape target as its stored samples tell of it; times are those that vmagent stamped. */
export type ScrapeTarget = {
  job: string;
  instance: string;
  pod: string | null;
  /** What the newest scrape said, when it was, and when the newest successful one was. */
  isUp: boolean;
  /** Failed scrapes in a row up to now, and when the first of them was. */
  failed: { count: number; sinceMs: number } | null;
  atMs: number;
  sampleAtMs: number | null;
  /** Median distance of its scrapes; null with too few to tell. */
  intervalMs: number | null;
  /** The newest stretch without scrapes that has ended. */
  gap: { fromMs: number; toMs: number } | null;
  /** Starts of its process, in the order in which they were seen; several that alternate are several processes. */
  startsMs: readonly number[];
  isSeveral: boolean;
};
export type ScrapeFacts = {
  /** Of the API's job. */
  api: readonly ScrapeTarget[];
  vmagent: readonly ScrapeTarget[];
  /** Targets of other jobs that are the same process as one of the API's. */
  twins: readonly { job: string; instance: string }[];
  /** How much faster than the clock the newest sample moved since the last look: above 1 a backlog is coming in. */
  advance: number | null;
};

/** vmagent of itself, by what it pushed last. `overMs`: the window of what is counted. */
export type VmagentFacts = {
  /** Answers to its pushes by status. */
  answers: Readonly<Record<string, number>>;
  retries: number;
  /** Blocks that it gave up, and bytes that its full queue threw away. */
  dropped: number;
  pendingBytes: number | null;
  freeBytes: number | null;
  bytesPerSecond: number | null;
  overMs: number;
};

/** What the gate's check as an outsider got. */
export type GateAnswer = { status: number; latencyMs: number };

/** What became of a push: "ok", a refusal of the gate, or "answer 503" of what stands behind it. */
type PushOutcome = string;
/** One sender of pushes through the gate, from the lines of its log of the last minutes. */
export type PushSender = {
  scope: Scope;
  /** Public id; "" where the gate does not know it. */
  token: string;
  address: string;
  agent: string;
  /** Pushes within the long and the short window, by outcome. */
  long: Readonly<Record<PushOutcome, number>>;
  short: Readonly<Record<PushOutcome, number>>;
  /** The newest outcome, and since when it has been the only one. */
  newest: { outcome: PushOutcome; sinceMs: number; atMs: number };
  okAtMs: number | null;
};
export type GateLogFacts = {
  /** Whether the log reaches the console: the newest of the console's own requests that came back in it. */
  provenAtMs: number | null;
  isProven: boolean;
  /** The time of its newest line, the console's own requests included. */
  newestLineAtMs: number | null;
  senders: readonly PushSender[];
};

export type TokenFacts = {
  publicId: string;
  name: string;
  state: "active" | "rotating" | "disabled" | "expired" | "revoked";
  /** When it came into that state and who did it; null where nobody did. */
  sinceMs: number | null;
  by: string | null;
  scopes: readonly string[];
  /** Addresses that appeared within a day although others had used it before. */
  newAddresses: readonly NewAddress[];
};

/** A store of itself. Rates are what its own counters grew by since the last look; null where nobody counts. */
export type StoreFacts = {
  isReadOnly: boolean | null;
  acceptedPerSecond: number | null;
  refusedPerSecond: number | null;
};
export type Answered = { latencyMs: number };
export type ProbeFacts = { status: number; latencyMs: number };
export type LossFacts = { spans: number | null; pushes: number; sinceMs: number; lastAtMs: number };
export type OwnProbes = { route: string; sent: number };

/** What is known now. Each fact has its time and, where it cannot be had, the reason. Times are unix milliseconds. */
export type Facts = {
  nowMs: number;
  /** Since when this console looks. */
  startedAtMs: number;
  /** Settings, called that wherever they are shown. */
  set: { scrapeIntervalMs: number; samplingRatio: number; hasGate: boolean };
  windowMs: number;
  shortMs: number;
  thresholds: Thresholds;
  metricsStore: Measured<Answered>;
  metricsStoreSelf: Measured<StoreFacts>;
  tracesStore: Measured<Answered>;
  tracesStoreSelf: Measured<StoreFacts>;
  scrapes: Measured<ScrapeFacts>;
  vmagent: Measured<VmagentFacts>;
  gate: Measured<GateAnswer>;
  gateLog: Measured<GateLogFacts>;
  tokens: Measured<readonly TokenFacts[]>;
  losses: Measured<LossFacts>;
  newestSpan: Measured<{ startedAtMs: number }>;
  sampling: Measured<Sampling>;
  /** Null: no health URL is set. */
  probe: Measured<ProbeFacts> | null;
  ownProbes: OwnProbes | null;
  requests: Measured<WindowFigures>;
  lanes: Measured<Lanes>;
  pods: Measured<PodsNow>;
  /** Jobs other than the API's under which its requests are counted, asked where the API's own job has none. */
  otherJobs: readonly string[];
};
