import { vmagentJob } from "@/lib/plan/contract";
import { over, type Window } from "./window";

const vmagent = `{job="${vmagentJob}"}`;

/** Bytes that vmagent's queue dropped over a window because it was full. */
export const queueDropped = (window: Window) =>
  `sum(increase(vm_persistentqueue_bytes_dropped_total${vmagent}${over(window)}))`;
/** Bytes (compressed) that wait in vmagent's queue, in memory and on disk. */
export const queuePending = `sum(vmagent_remotewrite_pending_data_bytes${vmagent})`;
/** Unix seconds of vmagent's newest report on its queue. */
export const queueToldAt = `max(tlast_over_time(vmagent_remotewrite_pending_data_bytes${vmagent}[1h]))`;
/** Bytes that vmagent could still keep on disk. */
export const queueFree = "min(vm_persistentqueue_free_disk_space_bytes)";
/** Bytes a second that vmagent sends. */
export const bytesSent = (window: Window) => `sum(rate(vmagent_remotewrite_bytes_sent_total${over(window)}))`;
/** Pushes of vmagent per second by the answer's status. */
export const pushesByStatus = (window: Window) =>
  `sum by (status_code) (rate(vmagent_remotewrite_requests_total${vmagent}${over(window)}))`;

/** Requests per second that the gate let through, by scope; and those it refused, by reason. */
export const gateAccepted = (window: Window) => `sum by (scope) (rate(obs_ingest_requests_total${over(window)}))`;
export const gateRefused = (window: Window) => `sum by (reason) (rate(obs_ingest_refusals_total${over(window)}))`;
/** p95 of the gate's questions to the console, in milliseconds. */
export const gateAskP95 = (window: Window) =>
  `histogram_quantile(0.95, sum by (le) (increase(obs_gate_auth_duration_seconds_bucket${over(window)}))) * 1000`;
/** Seconds until each token expires, by `name`. */
export const tokenExpiry = "min by (name) (obs_token_expires_in_seconds)";

/** Bytes of memory, of its limit, of swap and of disk by `subject`, where each is known. */
export const memoryBytes = "max by (subject) (obs_resource_memory_bytes)";
export const memoryLimits = "max by (subject) (obs_resource_limit_bytes)";
export const swapBytes = "max by (subject) (obs_resource_swap_bytes)";
export const diskBytes = "max by (subject) (obs_resource_disk_bytes)";
/** Memory of the services that have a limit, together. */
export const budgetUsed = `sum(${memoryBytes} and on (subject) ${memoryLimits})`;

export const hostMemoryAvailable = "max(obs_host_mem_available_bytes)";
export const hostDiskFree = "max(obs_host_disk_free_bytes)";
/** OOM kills by the host's kernel over a window. */
export const hostKills = (window: Window) => `max(increase(obs_host_oom_kills${over(window)}))`;

/** Of VictoriaMetrics itself: samples a second by type, active series, slow queries over a window. */
export const samplesInserted = (window: Window) => `sum by (type) (rate(vm_rows_inserted_total${over(window)}) > 0)`;
export const activeSeries = 'sum(vm_cache_entries{type="storage/hour_metric_ids"})';
export const slowQueries = (window: Window) => `sum(increase(vm_slow_queries_total${over(window)}))`;

/** Spans a second that Jaeger takes in, and refuses, by `fact`; names differ between versions of the collector. */
export const spansTaken = (window: Window) =>
  ["accepted", "refused"]
    .map((fact) => {
      const metric = `{__name__=~"otelcol_receiver_${fact}_spans(_total)?"}`;
      return `label_set(sum(rate(${metric}${over(window)})), "fact", "${fact}")`;
    })
    .join(" or ");

/** Questions of the console to its upstreams per second, by `source` and `outcome`. */
export const consoleQuestions = (window: Window) =>
  `sum by (source, outcome) (rate(obs_console_upstream_request_duration_seconds_count${over(window)}))`;

/** Unix milliseconds of each deploy that the console knows of, by `version`. */
export const deployTimes = "max by (version, environment) (obs_deploy_timestamp_seconds) * 1000";
