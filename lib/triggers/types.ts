import type { Evidence } from "./evidence";

export const triggerNames = ["memory", "clickhouse", "failure-domain"] as const;
export type TriggerName = (typeof triggerNames)[number];
/** "stay": known not to fire; "unknown" is never "stay". */
export type TriggerState = "stay" | "move" | "unknown";

export type Firing = {
  id: string;
  trigger: TriggerName;
  reason: string;
  /** Since when the condition has held, and when that was certain. */
  startedAtMs: number;
  firedAtMs: number;
  cleared: { atMs: number; reason: string } | null;
  acknowledged: { atMs: number; by: string; reason: string } | null;
  evidence: Evidence;
};

/** Available memory against its thresholds. Bytes; null where there are no samples. */
export type MemoryGauge = {
  now: { bytes: number; atMs: number } | null;
  minimum7d: { bytes: number; atMs: number } | null;
  fireBelowBytes: number;
  clearAboveBytes: number;
  dwellMs: number;
  /** Time with samples below the threshold (or, while firing, above the one that clears) so far. */
  dwellSoFarMs: number;
  projection: Projection;
};

/** When the trend of the last 7 days reaches the threshold; `text` says why there is no date. */
export type Projection = { atMs: number | null; text: string };

/** OOM kills of ClickHouse in the window, and what the console can know of them. */
export type ClickhouseGauge = {
  windowDays: number;
  kills: number;
  acknowledgedKills: number;
  lastKillAtMs: number | null;
  coveredSinceMs: number | null;
  reliesOn: string;
  cannotTell: string | null;
};

/** The state of one trigger; `text` is one plain sentence. */
export type TriggerStatus = { state: TriggerState; text: string; sampledAtMs: number | null };

export type TriggersReport = {
  generatedAtMs: number;
  verdict: { state: TriggerState; text: string; sinceMs: number | null };
  memory: TriggerStatus & { gauge: MemoryGauge };
  clickhouse: TriggerStatus & { gauge: ClickhouseGauge };
  failureDomain: TriggerStatus;
  open: Firing[];
  history: Firing[];
};
