import { apiJob, metricNames } from "@/lib/plan/contract";
import { tagged } from "./dependencies";
import { allKnown, grown, type Targets } from "./growth";
import { over, type Window } from "./window";

/** A pod is one scrape target; Kubernetes' discovery adds the pod's name to its address. */
const by = "instance, pod";
const own = `job="${apiJob}"`;
const http = metricNames.http;
const failed = 'status=~"5.."';

const newest = (metric: string, seconds: number) => `max by (${by}) (last_over_time(${metric}{${own}}[${seconds}s]))`;

/**
 * What every pod reported over a window, by `instance`, `pod` and `fact`: `up`, `at` and `first` (unix seconds of the
 * newest and first scrape), `requests`, `errors`, `fds`, `max-fds`, `goroutines`, `goroutines-before`.
 */
export function podFacts(seconds: number, targets: Targets = allKnown): string {
  const over = `[${seconds}s]`;
  const facts: Record<string, string> = {
    up: newest("up", seconds),
    at: `max by (${by}) (tlast_over_time(up{${own}}${over}))`,
    first: `min by (${by}) (tfirst_over_time(up{${own}}${over}))`,
    requests: `sum by (${by}) (${grown(`${http}_count`, own, seconds, targets)})`,
    errors: `sum by (${by}) (${grown(`${http}_count`, `${own},${failed}`, seconds, targets)})`,
    fds: newest("process_open_fds", seconds),
    "max-fds": newest("process_max_fds", seconds),
    goroutines: newest("go_goroutines", seconds),
    "goroutines-before": `max by (${by}) (first_over_time(go_goroutines{${own}}${over}))`,
  };
  return union(facts);
}

/** Requests of each pod by bucket bound, as the fact `bucket`; a query of its own, since it reads the most series. */
export function podBuckets(seconds: number, targets: Targets = allKnown): string {
  return tagged(`sum by (le, ${by}) (${grown(`${http}_bucket`, own, seconds, targets)})`, { fact: "bucket" });
}

/**
 * What the processes of the pods reported, by `fact`: `started` (unix seconds), `restarts` within the range, `heap` and
 * `rss` (bytes), `cpu` (cores) and `gc` (share of the time) over the newest window.
 */
export function processFacts(rangeSeconds: number, windowSeconds: number): string {
  const facts: Record<string, string> = {
    started: newest("process_start_time_seconds", rangeSeconds),
    // Not changes(), which also counts the first appearance of a series: a new pod has not restarted.
    restarts: `sum by (${by}) (changes_prometheus(process_start_time_seconds{${own}}[${rangeSeconds}s]))`,
    heap: newest("go_memstats_heap_inuse_bytes", rangeSeconds),
    rss: newest("process_resident_memory_bytes", rangeSeconds),
    cpu: cpuCores(windowSeconds),
    gc: `sum by (${by}) (rate(go_gc_duration_seconds_sum{${own}}[${windowSeconds}s]))`,
  };
  return union(facts);
}

const cpuCores = (seconds: number) => `sum by (${by}) (rate(process_cpu_seconds_total{${own}}[${seconds}s]))`;

/** The sparklines of each pod, by `fact`: goroutines, heap, cpu. */
export function podHistory(windowSeconds: number): string {
  const facts: Record<string, string> = {
    goroutines: `max by (${by}) (go_goroutines{${own}})`,
    heap: `max by (${by}) (go_memstats_heap_inuse_bytes{${own}})`,
    cpu: cpuCores(windowSeconds),
  };
  return union(facts);
}

/** Share of 5xx of each pod; 0 where it had requests and none failed, nothing where it had none. */
export function podErrorRatio(window: Window): string {
  const count = (matcher: string) => `sum by (${by}) (increase(${http}_count{${own}${matcher}}${over(window)}))`;
  return `(${count(`,${failed}`)} or (${count("")} * 0)) / (${count("")} > 0)`;
}

/** p95 of each pod, milliseconds. */
export function podP95(window: Window): string {
  return `histogram_quantile(0.95, sum by (le, ${by}) (increase(${http}_bucket{${own}}${over(window)}))) * 1000`;
}

/** Requests per second of each pod. */
export function podRate(window: Window): string {
  return `sum by (${by}) (rate(${http}_count{${own}}${over(window)}))`;
}

const union = (facts: Record<string, string>) =>
  Object.entries(facts)
    .map(([fact, query]) => tagged(query, { fact }))
    .join(" or ");
