import type { MoveRecord, StepName } from "../move-record";

/** What the plan claims for the whole move. */
export const claimedMs = 30 * 60_000;
/** What an exporter of OpenTelemetry keeps trying before it drops a batch (its BSP export timeout). */
const exporterPatienceMs = 30_000;

export type FlightFacts = {
  /** Allocated bytes of both stores now; null where they are not known. */
  storeBytes: number | null;
  /** The newest finished rehearsal or move: what steps took for how much. */
  measured: { totalBytes: number; steps: { name: StepName; ms: number }[]; atMs: number } | null;
  /** Bytes a second that vmagent's queue would grow by, and how many it may hold. */
  queue: { bytesPerSecond: number; limitBytes: number } | null;
  spansPerSecond: number | null;
};

export type Flight = {
  /** First copy, while the stack runs. */
  warmCopyMs: number | null;
  /** From the stop to the moment the old gate passes on. */
  gapMs: number | null;
  totalMs: number | null;
  withinClaim: boolean | null;
  /** How much of the queue the gap fills, and for how long it would last; null where it is not known. */
  queueUsedRatio: number | null;
  queueHours: number | null;
  /** Spans that exporters give up on during the gap; 0 within their patience. */
  spansLost: number | null;
};

/** What a finished run measured, for the next prediction. */
export function measuredOf(record: MoveRecord | null): FlightFacts["measured"] {
  if (record?.finishedAtMs == null || !record.facts.totalBytes) return null;
  const steps = record.steps.flatMap(({ name, startedAtMs, finishedAtMs }) =>
    finishedAtMs === null ? [] : [{ name, ms: finishedAtMs - startedAtMs }],
  );
  return { totalBytes: record.facts.totalBytes, steps, atMs: record.finishedAtMs };
}

/** Starting both programs and the console, and asking them, where a rehearsal's trial did not measure it. */
const startMsLeast = 10_000;

/**
 * Predicts a move from the newest measured copying: the time of a step grows with the bytes. Null where nothing was
 * measured yet; a guess would look like a figure.
 */
export function predictFlight({ storeBytes, measured, queue, spansPerSecond }: FlightFacts): Flight {
  const msOf = (...names: StepName[]) =>
    measured?.steps.filter(({ name }) => names.includes(name)).reduce((sum, { ms }) => sum + ms, 0) ?? 0;
  const growth = measured && storeBytes !== null ? Math.max(1, storeBytes / measured.totalBytes) : null;
  const warmCopyMs = growth === null ? null : msOf("warm-copy") * growth;
  const gapMs =
    growth === null
      ? null
      : msOf("final-copy", "checksums") * growth +
        msOf("stop") +
        Math.max(startMsLeast, msOf("start", "verify", "trial"));
  const totalMs = warmCopyMs === null || gapMs === null ? null : warmCopyMs + gapMs + msOf("preflight", "prepare");
  const lostMs = gapMs === null ? null : Math.max(0, gapMs - exporterPatienceMs);
  return {
    warmCopyMs,
    gapMs,
    totalMs,
    withinClaim: totalMs === null ? null : totalMs <= claimedMs,
    queueUsedRatio: queue && gapMs !== null ? (queue.bytesPerSecond * gapMs) / 1000 / queue.limitBytes : null,
    queueHours: queue && queue.bytesPerSecond > 0 ? queue.limitBytes / queue.bytesPerSecond / 3600 : null,
    spansLost: lostMs === null || spansPerSecond === null ? null : Math.round((lostMs / 1000) * spansPerSecond),
  };
}

export type GoReason =
  | "no-plan"
  | "not-rehearsed"
  | "item-bad"
  | "item-unknown"
  | "target-closed"
  | "queue-too-small"
  | "over-claim";

/** No-Go with all that stands in the way; Go when nothing does. */
export function judgeGo(facts: {
  hasPlan: boolean;
  flight: Flight;
  bad: number;
  unknown: number;
  targetReachable: boolean | null;
}): { go: boolean; reasons: GoReason[] } {
  const { hasPlan, flight, bad, unknown, targetReachable } = facts;
  const reasons: GoReason[] = [];
  if (!hasPlan) reasons.push("no-plan");
  if (flight.totalMs === null) reasons.push("not-rehearsed");
  if (bad > 0) reasons.push("item-bad");
  if (unknown > 0) reasons.push("item-unknown");
  if (hasPlan && targetReachable !== true) reasons.push("target-closed");
  if (flight.queueUsedRatio !== null && flight.queueUsedRatio > 0.5) reasons.push("queue-too-small");
  if (flight.withinClaim === false) reasons.push("over-claim");
  return { go: reasons.length === 0, reasons };
}
