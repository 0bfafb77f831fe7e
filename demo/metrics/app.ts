import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { registerGoMetrics } from "./go";
import { registerProcessMetrics } from "./process";

const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const gormBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
const b2Buckets = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30];
const pushBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The metrics of the Go API, under its own names, with its labels and buckets. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const perQueue = (name: string, help: string) => new Gauge({ name, help, labelNames: ["queue"], registers });
  const countPerQueue = (name: string, help: string) => new Counter({ name, help, labelNames: ["queue"], registers });
  registerGoMetrics(registry);
  registerProcessMetrics(registry);
  return {
    registry,
    http: histogram(
      "http_request_duration_seconds",
      "HTTP request latency by route.",
      ["method", "route", "status"],
      httpBuckets,
    ),
    gorm: histogram(
      "gorm_query_duration_seconds",
      "GORM query latency by table and operation.",
      ["operation", "table"],
      gormBuckets,
    ),
    b2: histogram("b2_upload_duration_seconds", "Backblaze B2 upload latency.", ["bucket", "result"], b2Buckets),
    apns: histogram("apns_send_duration_seconds", "APNs send latency.", ["result"], pushBuckets),
    fcm: histogram("fcm_send_duration_seconds", "FCM send latency.", ["result"], pushBuckets),
    queueSize: perQueue("asynq_queue_size", "Number of tasks in a queue"),
    queueLatency: perQueue("asynq_queue_latency_seconds", "Number of seconds the oldest pending task has waited."),
    queueMemory: perQueue("asynq_queue_memory_usage_approx_bytes", "Number of memory used by a given queue."),
    queuePaused: perQueue("asynq_queue_paused_total", "Number of queues paused"),
    // A gauge in spite of its name: the present depth per state.
    tasksEnqueued: new Gauge({
      name: "asynq_tasks_enqueued_total",
      help: "Number of tasks enqueued; broken down by queue and state.",
      labelNames: ["queue", "state"],
      registers,
    }),
    tasksProcessed: countPerQueue("asynq_tasks_processed_total", "Number of tasks processed; broken down by queue"),
    tasksFailed: countPerQueue("asynq_tasks_failed_total", "Number of tasks failed; broken down by queue"),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
