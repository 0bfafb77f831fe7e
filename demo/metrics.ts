import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const httpBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const gormBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
const b2Buckets = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30];
const pushBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The metrics of the Go API under its own names; `queue` and `runtime` keep theirs in registries of their own. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames: [...labelNames], buckets, registers });
  return {
    registry,
    http: histogram(
      "http_request_duration_seconds",
      "HTTP request duration.",
      ["method", "route", "status"],
      httpBuckets,
    ),
    gorm: histogram("gorm_query_duration_seconds", "GORM operation duration.", ["operation", "table"], gormBuckets),
    b2: histogram("b2_upload_duration_seconds", "B2 upload duration.", ["bucket", "result"], b2Buckets),
    apns: histogram("apns_send_duration_seconds", "APNs send duration.", ["result"], pushBuckets),
    fcm: histogram("fcm_send_duration_seconds", "FCM send duration.", ["result"], pushBuckets),
    ...queueMetrics(),
    ...runtimeMetrics(),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** asynq's own metrics; they vanish from the scrape when Redis is down, so they have a registry of their own. */
function queueMetrics() {
  const queueRegistry = new Registry();
  const registers = [queueRegistry];
  const perQueue = (name: string, help: string) => new Gauge({ name, help, labelNames: ["queue"], registers });
  return {
    queueRegistry,
    queueSize: perQueue("asynq_queue_size", "Tasks in a queue, kept ones included."),
    queueLatency: perQueue("asynq_queue_latency_seconds", "Age of the oldest pending task."),
    queueMemory: perQueue("asynq_queue_memory_usage_approx_bytes", "Approximate memory of a queue."),
    queuePaused: perQueue("asynq_queue_paused_total", "Whether a queue is paused."),
    // A gauge in spite of its name: the present depth per state.
    tasksEnqueued: new Gauge({
      name: "asynq_tasks_enqueued_total",
      help: "Tasks by state.",
      labelNames: ["queue", "state"],
      registers,
    }),
    tasksProcessed: new Counter({
      name: "asynq_tasks_processed_total",
      help: "Tasks processed.",
      labelNames: ["queue"],
      registers,
    }),
    tasksFailed: new Counter({
      name: "asynq_tasks_failed_total",
      help: "Tasks failed.",
      labelNames: ["queue"],
      registers,
    }),
  };
}

/** process_* from this process, and go_* gauges fed with the Node equivalents. */
function runtimeMetrics() {
  const nodeRegistry = new Registry();
  collectDefaultMetrics({ register: nodeRegistry });
  const runtimeRegistry = new Registry();
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [runtimeRegistry],
      collect() {
        this.set(read());
      },
    });
  gauge("go_goroutines", "Goroutines.", () => process.getActiveResourcesInfo().length + 12);
  gauge("go_threads", "Threads.", () => 9);
  gauge("go_memstats_heap_inuse_bytes", "Heap in use.", () => process.memoryUsage().heapUsed);
  gauge("go_memstats_heap_alloc_bytes", "Heap allocated.", () => process.memoryUsage().heapUsed);
  gauge("go_memstats_sys_bytes", "Memory from the system.", () => process.memoryUsage().rss);
  return { nodeRegistry, runtimeRegistry };
}

/** The scrape text: application and runtime always, asynq's part only while Redis answers. */
export async function renderMetrics(metrics: Metrics, redisUp: boolean): Promise<string> {
  const names = metrics.nodeRegistry.getMetricsAsArray().map(({ name }) => name);
  const processLines = names
    .filter((name) => name.startsWith("process_") && !/_(?:user|system)_/.test(name))
    .map((name) => metrics.nodeRegistry.getSingleMetricAsString(name));
  const parts = [metrics.registry.metrics(), metrics.runtimeRegistry.metrics(), ...processLines];
  if (redisUp) parts.push(metrics.queueRegistry.metrics());
  return `${(await Promise.all(parts)).map((part) => part.trimEnd()).join("\n")}\n`;
}
