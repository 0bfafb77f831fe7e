import { type Health, worstHealth } from "@/lib/measured";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { forecastDrain } from "./forecast-drain";
import { judgeFailures, judgeWait } from "./judge-lane";
import type { QueueRow } from "./types";

export type Sample = { labels: Record<string, string>; value: number };

/** The queues from the answer to `queueFacts()`, by name. Empty when asynq reports nothing right now. */
export function buildQueues(
  samples: readonly Sample[],
  windowSeconds: number,
  limits: LaneThresholds["jobs"],
): QueueRow[] {
  const current = samples.filter(({ labels }) => labels.fact === "size" || labels.fact === "state");
  const names = [...new Set(current.flatMap(({ labels }) => labels.queue ?? []))];
  return names.toSorted().map((queue) => buildQueue(queue, samples, windowSeconds, limits));
}

function buildQueue(
  queue: string,
  samples: readonly Sample[],
  windowSeconds: number,
  limits: LaneThresholds["jobs"],
): QueueRow {
  const own = samples.filter(({ labels }) => labels.queue === queue);
  const fact = (name: string) => own.find(({ labels }) => labels.fact === name)?.value ?? null;
  const state = (name: string) =>
    own.find(({ labels }) => labels.fact === "state" && labels.state === name)?.value ?? null;
  const [pending, retry] = [state("pending"), state("retry")];
  const backlog = pending === null && retry === null ? null : (pending ?? 0) + (retry ?? 0);
  // A counter without a sample in the window has not moved in it.
  const processed = fact("processed") ?? 0;
  const failed = fact("failed") ?? 0;
  const processedPerSecond = processed / windowSeconds;
  const oldestWaitSeconds = fact("wait");
  const wait = judgeWait(oldestWaitSeconds, limits.oldestWaitSeconds, queue);
  const failures = judgeFailures(processed, failed, limits, `tries in ${queue}`);
  const judged = [wait, failures].filter(({ health }) => health !== "unknown");
  const healths: Health[] = judged.map(({ health }) => health);
  return {
    queue,
    health: worstHealth(healths),
    reasons: judged.flatMap(({ reason }) => reason ?? []),
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
    drain: forecastDrain({ backlog, processedPerSecond, slopePerSecond: fact("slope") }),
  };
}
