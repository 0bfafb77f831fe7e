import { type Health, worstHealth } from "@/lib/measured";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { forecastDrain } from "./forecast-drain";
import { judgeFailures, judgeWait } from "./judge-lane";
import { describeFault } from "./lane-words";
import type { LaneFault, QueueRow } from "./types";

export type Sample = { labels: Record<string, string>; value: number };

export type QueuesInput = {
  /** Answers to `queueFacts()` over the verdict window, and over the short one. */
  queues: readonly Sample[];
  shortQueues: readonly Sample[];
  /** Of the verdict window, as far as the API was measured in it. */
  windowSeconds: number;
  limits: LaneThresholds["jobs"];
};

/** The queues by name. Empty when asynq reports nothing now. */
export function buildQueues(input: QueuesInput): QueueRow[] {
  const current = input.queues.filter(({ labels }) => labels.fact === "size" || labels.fact === "state");
  const names = [...new Set(current.flatMap(({ labels }) => labels.queue ?? []))];
  return names.toSorted().map((queue) => buildQueue(queue, input));
}

/** The colour of a fault. What is over, or was done on purpose, is not red. */
export const healthOfFault = ({ severity, phase }: LaneFault): Health =>
  severity === "info" ? "unknown" : phase === "recovering" ? "warn" : severity;

function buildQueue(queue: string, { queues, shortQueues, windowSeconds, limits }: QueuesInput): QueueRow {
  const ownOf = (samples: readonly Sample[]) => samples.filter(({ labels }) => labels.queue === queue);
  const [own, short] = [ownOf(queues), ownOf(shortQueues)];
  const read = (samples: readonly Sample[], name: string) =>
    samples.find(({ labels }) => labels.fact === name)?.value ?? null;
  const fact = (name: string) => read(own, name);
  const state = (name: string) => own.find(({ labels }) => labels.state === name)?.value ?? null;
  const [pending, retry] = [state("pending"), state("retry")];
  const backlog = pending === null && retry === null ? null : (pending ?? 0) + (retry ?? 0);
  // A counter without a sample in the window has not moved in it.
  const [processed, failed] = [fact("processed") ?? 0, fact("failed") ?? 0];
  const processedPerSecond = processed / windowSeconds;
  const oldestWaitSeconds = fact("wait");
  const isPaused = fact("paused") === 1;
  const drain = forecastDrain({ backlog, processedPerSecond, slopePerSecond: fact("slope") });
  const tries = (samples: readonly Sample[]) => ({
    calls: read(samples, "processed") ?? 0,
    failures: read(samples, "failed") ?? 0,
  });
  const faults: LaneFault[] = [
    // A paused queue waits because somebody wants it to: the age of its tasks is not a fault.
    isPaused
      ? ({ kind: "paused", subject: queue, severity: "info", phase: "present", backlog } as const)
      : judgeWait(queue, oldestWaitSeconds, drain, limits),
    judgeFailures(queue, tries(own), tries(short), limits),
  ].filter((fault) => fault !== null);
  return {
    queue,
    health: faults.length > 0 ? worstHealth(faults.map(healthOfFault)) : "ok",
    reasons: faults.map((fault) => describeFault(fault, "jobs")),
    faults,
    isPaused,
    backlog,
    size: fact("size"),
    active: state("active"),
    scheduled: state("scheduled"),
    archived: state("archived"),
    completed: state("completed"),
    oldestWaitSeconds,
    processed,
    failed,
    processedPerSecond,
    drain,
  };
}
