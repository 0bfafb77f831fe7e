import { setTimeout as wait } from "node:timers/promises";
import type { Faults } from "./faults";
import type { Metrics } from "./metrics/app";
import type { Random } from "./random";
import { endSpan, failSpan, ROOT_CONTEXT, type Span, SpanKind, type Tracing } from "./tracing";

const queues = ["critical", "default", "low"] as const;
export type Queue = (typeof queues)[number];
const states = ["active", "pending", "scheduled", "retry", "archived", "completed"] as const;
type State = (typeof states)[number];
const retriesMax = 3;
/** asynq keeps completed tasks for their retention; the demo keeps this many. */
const completedMax = 500;

export type Task = { type: string; queue: Queue; payloadSizeBytes: number; scheduledMs?: number };
type Origin = { random: Random; span?: Span };
type Needs = { metrics: Metrics; tracing: Tracing; faults: Faults };

/** A queue's tasks by state, and since when the pending ones wait. */
type QueueState = { depth: Record<State, number>; pendingSinceMs: Set<{ ms: number }> };

/** Waiting for a job keeps no process alive. */
const sleep = (ms: number) => wait(ms, undefined, { ref: false });

/** Imitates asynq: each try of a task is a trace of its own, linked to what enqueued it. */
export class Jobs {
  /** A queue has no series before its first task. */
  readonly #queues = new Map<Queue, QueueState>();

  constructor(private readonly world: Needs) {}

  /** Puts a task into its queue and runs it in the background. Without Redis it is lost, and no span tells. */
  enqueue(task: Task, { random, span }: Origin): void {
    if (this.world.faults.isOn("redis-down")) return;
    void this.#run(task, random.fork(1), span);
  }

  async #run(task: Task, random: Random, origin: Span | undefined): Promise<void> {
    const { depth, pendingSinceMs } = this.#state(task.queue);
    if (task.scheduledMs) await this.#stay(depth, "scheduled", task.scheduledMs);
    for (let retryCount = 0; retryCount <= retriesMax; retryCount += 1) {
      if (retryCount > 0) await this.#stay(depth, "retry", 2000 * 2 ** retryCount);
      const waiting = { ms: performance.now() };
      pendingSinceMs.add(waiting);
      await this.#stay(depth, "pending", random.latencyMs(150, 0.6));
      while (this.world.faults.isOn("workers-stopped")) await this.#stay(depth, "pending", 100);
      pendingSinceMs.delete(waiting);
      depth.active += 1;
      const failed = await this.#attempt(task, random, origin, retryCount);
      depth.active -= 1;
      this.world.metrics.tasksProcessed.inc({ queue: task.queue });
      if (!failed) {
        depth.completed = Math.min(depth.completed + 1, completedMax);
        return;
      }
      this.world.metrics.tasksFailed.inc({ queue: task.queue });
    }
    depth.archived += 1;
  }

  async #attempt(task: Task, random: Random, origin: Span | undefined, retryCount: number): Promise<boolean> {
    const attributes = { "task.type": task.type, retry_count: retryCount, payload_size: task.payloadSizeBytes };
    const options = { attributes, link: origin?.spanContext() };
    const { span } = this.world.tracing.start("manual", `asynq.${task.type}`, SpanKind.CONSUMER, ROOT_CONTEXT, options);
    await sleep(random.latencyMs(300, 0.5));
    const failed = random.chance(this.world.faults.get("jobs-failing")?.ratio ?? 0.04);
    if (failed) failSpan(span, "*errors.errorString", `${task.type}: upstream answered 502`);
    endSpan(span);
    return failed;
  }

  async #stay(depth: Record<State, number>, state: State, ms: number): Promise<void> {
    depth[state] += 1;
    await sleep(ms);
    depth[state] -= 1;
  }

  #state(queue: Queue): QueueState {
    const known = this.#queues.get(queue);
    if (known) return known;
    const depth = { active: 0, pending: 0, scheduled: 0, retry: 0, archived: 0, completed: 0 };
    const created = { depth, pendingSinceMs: new Set<{ ms: number }>() };
    this.#queues.set(queue, created);
    // Counters start at 0 with their queue, as asynq reads them from Redis.
    this.world.metrics.tasksProcessed.inc({ queue }, 0);
    this.world.metrics.tasksFailed.inc({ queue }, 0);
    return created;
  }

  /** Writes the present depths into the gauges, right before a scrape. */
  updateGauges(): void {
    const { metrics } = this.world;
    const nowMs = performance.now();
    for (const [queue, { depth, pendingSinceMs }] of this.#queues) {
      for (const state of states) metrics.tasksEnqueued.set({ queue, state }, depth[state]);
      // asynq counts the kept ones too.
      const size = states.reduce((total, state) => total + depth[state], 0);
      metrics.queueSize.set({ queue }, size);
      metrics.queueMemory.set({ queue }, size * 440);
      metrics.queuePaused.set({ queue }, 0);
      const oldestMs = Math.min(nowMs, ...[...pendingSinceMs].map(({ ms }) => ms));
      metrics.queueLatency.set({ queue }, (nowMs - oldestMs) / 1000);
    }
  }
}

/** A job of no request, as asynq's scheduler enqueues it: no link. Returns what stops it. */
export function startPeriodicJobs(jobs: Jobs, random: Random, everyMs: number): () => void {
  let round = 0;
  const enqueue = () => {
    round += 1;
    jobs.enqueue({ type: "session:cleanup", queue: "low", payloadSizeBytes: 2 }, { random: random.fork(round) });
  };
  enqueue();
  const timer = setInterval(enqueue, everyMs);
  return () => clearInterval(timer);
}
