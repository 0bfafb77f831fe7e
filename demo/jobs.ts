import { setTimeout as sleep } from "node:timers/promises";
import { failSpan, ROOT_CONTEXT, type Span, SpanKind } from "./tracing";
import type { World } from "./work";

const queues = ["critical", "default", "low"] as const;
type Queue = (typeof queues)[number];
const states = ["active", "pending", "scheduled", "retry", "archived", "completed"] as const;
type State = (typeof states)[number];
const retriesMax = 3;

/** Imitates asynq: each try of a task is a trace of its own, linked to what enqueued it. */
export class Jobs {
  readonly #depth = Object.fromEntries(
    queues.map((queue) => [queue, Object.fromEntries(states.map((state) => [state, 0]))]),
  ) as Record<Queue, Record<State, number>>;
  /** A queue has no series before its first task. */
  readonly #used = new Set<Queue>();
  readonly #oldestMs = new Map<Queue, number>();

  constructor(private readonly world: World) {}

  /** Puts a task into a queue and runs it in the background. */
  enqueue(type: string, queue: Queue, link: Span, payloadSize: number): void {
    this.#used.add(queue);
    this.#depth[queue].pending += 1;
    if (!this.#oldestMs.has(queue)) this.#oldestMs.set(queue, Date.now());
    void this.#run(type, queue, link, payloadSize, 0);
  }

  async #run(type: string, queue: Queue, link: Span, payloadSize: number, retry: number): Promise<void> {
    const { random, tracing, metrics } = this.world;
    const depth = this.#depth[queue];
    await sleep(random.latencyMs(150, 0.6));
    depth[retry === 0 ? "pending" : "retry"] -= 1;
    if (depth.pending === 0) this.#oldestMs.delete(queue);
    depth.active += 1;
    const attributes = { "task.type": type, retry_count: retry, payload_size: payloadSize };
    const { span } = tracing.start("manual", `asynq.${type}`, SpanKind.CONSUMER, ROOT_CONTEXT, attributes, [link]);
    await sleep(random.latencyMs(300, 0.5));
    const failed = random.chance(0.02);
    if (failed) failSpan(span, "*errors.errorString", "thumbnail: image is truncated");
    span.end();
    depth.active -= 1;
    metrics.tasksProcessed.inc({ queue });
    if (!failed) {
      depth.completed += 1;
      return;
    }
    metrics.tasksFailed.inc({ queue });
    if (retry >= retriesMax) {
      depth.archived += 1;
      return;
    }
    depth.retry += 1;
    void this.#run(type, queue, link, payloadSize, retry + 1);
  }

  /** Writes the present depth into the gauges, right before a scrape. */
  updateGauges(): void {
    const { metrics } = this.world;
    for (const queue of this.#used) {
      const depth = this.#depth[queue];
      for (const state of states) metrics.tasksEnqueued.set({ queue, state }, depth[state]);
      const size = states.reduce((total, state) => total + depth[state], 0);
      metrics.queueSize.set({ queue }, size);
      metrics.queueMemory.set({ queue }, size * 512);
      metrics.queuePaused.set({ queue }, 0);
      metrics.tasksProcessed.inc({ queue }, 0);
      metrics.tasksFailed.inc({ queue }, 0);
      const oldestMs = this.#oldestMs.get(queue);
      metrics.queueLatency.set({ queue }, oldestMs === undefined ? 0 : (Date.now() - oldestMs) / 1000);
      // asynq keeps completed tasks for a day; the demo keeps the last thousand.
      depth.completed = Math.min(depth.completed, 1000);
    }
  }
}
