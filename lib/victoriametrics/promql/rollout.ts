import { apiJob, asynqMetrics, metricNames, vmagentJob } from "@/lib/plan/contract";
import { tagged } from "./dependencies";

const all = Object.values(metricNames).join("|");
const over = (seconds: number) => `[${seconds}s]`;

/**
 * Number of series of each of the plan's histograms by their full name (`_bucket`, `_count`, `_sum`, or none: a gauge).
 */
export function seriesByName(seconds: number): string {
  return `count by (__name__) (last_over_time({__name__=~"(${all})(_bucket|_count|_sum)?"}${over(seconds)}) keep_metric_names)`;
}

/** Number of values of each label of a histogram, told apart by `label`. */
export function valuesByLabel(metric: string, labels: readonly string[], seconds: number): string {
  return labels
    .map((label) => tagged(`count(count by (${label}) (last_over_time(${metric}_count${over(seconds)})))`, { label }))
    .join(" or ");
}

/** The bucket bounds of a histogram in each process. */
export function boundsByProcess(metric: string, seconds: number): string {
  return `group by (instance, le) (last_over_time(${metric}_bucket${over(seconds)}))`;
}

/**
 * When each histogram was seen last within a day (unix seconds) and what it counted within the hour, by `metric` and
 * `fact`.
 */
export function lastSeenOfHistograms(): string {
  return Object.values(metricNames)
    .flatMap((metric) => [
      tagged(`max(tlast_over_time(${metric}_count[1d]))`, { metric, fact: "seen" }),
      tagged(`sum(increase(${metric}_count[1h]))`, { metric, fact: "hour" }),
    ])
    .join(" or ");
}

/**
 * Scrapes of the API and what vmagent says of itself, by the label `fact`: `interval` (measured seconds, by instance),
 * `up` (by instance), `start` (unix seconds, by instance), `vmagents`, `pending` (bytes), `sent` and `failed`
 * (requests within ten minutes), `tasks` (asynq tasks processed within the hour).
 */
export function scrapeAndPushFacts(seconds: number): string {
  const api = `{job="${apiJob}"}`;
  const agent = `{job="${vmagentJob}"}`;
  return [
    tagged(`scrape_interval(up${api}[${Math.max(seconds, 60)}s])`, { fact: "interval" }),
    tagged(`last_over_time(up${api}${over(seconds)})`, { fact: "up" }),
    tagged(`last_over_time(process_start_time_seconds${api}${over(seconds)})`, { fact: "start" }),
    tagged(`count(last_over_time(up${agent}${over(seconds)}))`, { fact: "vmagents" }),
    tagged(`sum(last_over_time(vmagent_remotewrite_pending_data_bytes${agent}${over(seconds)}))`, { fact: "pending" }),
    tagged(`sum(increase(vmagent_remotewrite_requests_total{job="${vmagentJob}",status_code=~"2.."}[10m]))`, {
      fact: "sent",
    }),
    tagged(`sum(increase(vmagent_remotewrite_requests_total{job="${vmagentJob}",status_code!~"2.."}[10m]))`, {
      fact: "failed",
    }),
    tagged(`sum(max by (queue) (increase(${asynqMetrics.processed}[1h])))`, { fact: "tasks" }),
  ].join(" or ");
}

/**
 * By `fact`: `series` (active now) and `rows` (per second) of VictoriaMetrics itself, `cpu` (share of its cores that
 * the busiest process of the API uses), `jobs` (scraped services, without those of the stack).
 */
export function capacityFacts(): string {
  return [
    tagged(`sum(vm_cache_entries{type="storage/hour_metric_ids"})`, { fact: "series" }),
    tagged("sum(rate(vm_rows_inserted_total[10m]))", { fact: "rows" }),
    tagged(
      `max(rate(process_cpu_seconds_total{job="${apiJob}"}[10m]) / go_sched_gomaxprocs_threads{job="${apiJob}"})`,
      {
        fact: "cpu",
      },
    ),
    tagged(
      `count(count by (job) (last_over_time(up{job!~"${vmagentJob}|obs-.*|victoriametrics|jaeger|grafana|console"}[10m])))`,
      {
        fact: "jobs",
      },
    ),
  ].join(" or ");
}
