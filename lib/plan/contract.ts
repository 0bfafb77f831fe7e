/** Names the plan fixes: what honeyDue emits and under which label (plan.md, steps 1 to 3). */
export const metricNames = {
  http: "http_request_duration_seconds",
  gorm: "gorm_query_duration_seconds",
  b2: "b2_upload_duration_seconds",
  apns: "apns_send_duration_seconds",
  fcm: "fcm_send_duration_seconds",
} as const;

/** What asynq's own exporter emits, under the library's names. */
export const asynqMetrics = {
  size: "asynq_queue_size",
  oldestWait: "asynq_queue_latency_seconds",
  /** A gauge despite its name: 1 while somebody has paused the queue. */
  paused: "asynq_queue_paused_total",
  /** A gauge despite its name: tasks per queue and state right now. */
  tasksByState: "asynq_tasks_enqueued_total",
  processed: "asynq_tasks_processed_total",
  failed: "asynq_tasks_failed_total",
} as const;

/** `service.name` of the API's spans. */
export const apiServiceName = "honeydue-api";
/** `job` label under which vmagent scrapes the API's `/metrics`, and its own. */
export const apiJob = "honeydue-api";
export const vmagentJob = "vmagent";
/** `job` label under which VictoriaMetrics scrapes this console's own metrics. */
export const consoleJob = "obs-console";
/** Always 1; its label `url` is where the console is reached, for links from Grafana. */
export const consoleInfoMetric = "obs_console_info";

/** Jaeger traces itself under this name; the console leaves it out of its lists. */
export const jaegerOwnService = "jaeger";

/** Below this many requests in the window a percentile says more about chance than about the API. */
export const percentileMinRequests = 20;
/** A figure is stale, and grey, once its newest sample is older than this many scrape intervals. */
export const staleAfterIntervals = 5;
/** After this many scrape intervals without a sample, two scrapes in a row were missed. */
export const missedIntervals = 2.2;
