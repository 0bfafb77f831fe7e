import { apiJob, asynqMetrics, metricNames } from "@/lib/plan/contract";
import { allKnown, grown, type Targets } from "./growth";
import { over, type Window } from "./window";

/** A histogram behind a lane: its name, the lane, and the service that it measures. */
type CallSource = { metric: string; lane: "database" | "b2" | "push"; service: string };
export const callSources: CallSource[] = [
  { metric: metricNames.gorm, lane: "database", service: "database" },
  { metric: metricNames.b2, lane: "b2", service: "b2" },
  { metric: metricNames.apns, lane: "push", service: "APNs" },
  { metric: metricNames.fcm, lane: "push", service: "FCM" },
];

/** A query whose series carry these labels on top of their own. */
export const tagged = (query: string, labels: Record<string, string>) =>
  `label_set(${query}, ${Object.entries(labels)
    .map(([name, value]) => `"${name}", "${value}"`)
    .join(", ")})`;

/** Limits of the lanes' p95, by service, in milliseconds. */
export type SlowLimits = Readonly<Record<string, number>>;

/**
 * What the histograms of all lanes say over a window, told apart by the labels `service` and `fact`: `count` (by
 * result, so that the very first failure counts), `seconds`, `p95` (seconds), `slow` (share above the service's limit)
 * and `at` (unix seconds of the newest sample). `request-seconds` is the time of all requests, for shares.
 */
export function callFacts(seconds: number, limits: SlowLimits, targets: Targets = allKnown): string {
  const facts = callSources.flatMap(({ metric, service }) => {
    const buckets = `sum by (le) (${grown(`${metric}_bucket`, "", seconds, targets)})`;
    const limitMs = limits[service];
    return [
      tagged(`sum by (result) (${grown(`${metric}_count`, "", seconds, targets)})`, { service, fact: "count" }),
      tagged(`sum(${grown(`${metric}_sum`, "", seconds, targets)})`, { service, fact: "seconds" }),
      tagged(`histogram_quantile(0.95, ${buckets})`, { service, fact: "p95" }),
      ...(limitMs === undefined
        ? []
        : [tagged(`1 - histogram_share(${limitMs / 1000}, ${buckets})`, { service, fact: "slow" })]),
      tagged(`max(tlast_over_time(${metric}_count[${seconds}s]))`, { service, fact: "at" }),
    ];
  });
  const requests = tagged(`sum(${grown(`${metricNames.http}_sum`, "", seconds, targets)})`, {
    fact: "request-seconds",
  });
  return [...facts, requests].join(" or ");
}

const backlogStates = 'state=~"pending|retry"';
/** Every pod reports the same figures of the one Redis, so take the largest, not the sum. */
const once = (query: string, by: string) => `max by (${by}) (${query})`;
/** Tasks waiting to be processed, by queue. */
export const backlog = `sum by (queue) (${once(`${asynqMetrics.tasksByState}{${backlogStates}}`, "queue, state")})`;

/**
 * The queues now and over a window, by `queue` and `fact`: `state` (with the label `state`), `size`, `wait` (seconds),
 * `paused` (1 or 0), `processed`, `failed`, `slope` (backlog per second), `at`; and without a queue `up`: whether any
 * pod is scraped, and `start`: when the youngest process started (unix seconds).
 */
export function queueFacts(seconds: number, stepSeconds: number): string {
  return [
    tagged(once(asynqMetrics.tasksByState, "queue, state"), { fact: "state" }),
    tagged(once(asynqMetrics.size, "queue"), { fact: "size" }),
    tagged(once(asynqMetrics.oldestWait, "queue"), { fact: "wait" }),
    tagged(once(asynqMetrics.paused, "queue"), { fact: "paused" }),
    tagged(once(`increase(${asynqMetrics.processed}[${seconds}s])`, "queue"), { fact: "processed" }),
    tagged(once(`increase(${asynqMetrics.failed}[${seconds}s])`, "queue"), { fact: "failed" }),
    tagged(`deriv((${backlog})[${seconds}s:${stepSeconds}s])`, { fact: "slope" }),
    tagged(once(`tlast_over_time(${asynqMetrics.size}[${seconds}s])`, "queue"), { fact: "at" }),
    tagged(`max(up{job="${apiJob}"})`, { fact: "up" }),
    tagged(`max(process_start_time_seconds{job="${apiJob}"})`, { fact: "start" }),
  ].join(" or ");
}

const seenWithinSeconds = 24 * 3600;
/** Unix seconds of the newest sample of each lane within a day, by the label `lane`. */
export function lastSeen(): string {
  const of = (metric: string, lane: string) =>
    tagged(`max(tlast_over_time(${metric}[${seenWithinSeconds}s]))`, { lane, source: metric });
  const calls = callSources.map(({ metric, lane }) => of(`${metric}_count`, lane));
  return [...calls, of(asynqMetrics.size, "jobs")].join(" or ");
}

/** Columns of a lane's table: the labels that tell its rows apart (`service` stands for the metric). */
export const callColumns = {
  database: ["table", "operation"],
  b2: ["bucket", "result"],
  push: ["service", "result"],
} as const;
export type CallLane = keyof typeof callColumns;

/**
 * Calls of one lane over a window by its columns, with the label `fact`: count, seconds, p95 (seconds). The window
 * ended `offsetSeconds` ago.
 */
export function callTable(lane: CallLane, seconds: number, offsetSeconds = 0): string {
  const window = over(seconds, offsetSeconds);
  const by = callColumns[lane].filter((label) => label !== "service").join(", ");
  const facts = callSources
    .filter((source) => source.lane === lane)
    .flatMap(({ metric, service }) => {
      const labels = { service };
      return [
        tagged(`sum by (${by}) (increase(${metric}_count${window}))`, { ...labels, fact: "count" }),
        tagged(`sum by (${by}) (increase(${metric}_sum${window}))`, { ...labels, fact: "seconds" }),
        tagged(`histogram_quantile(0.95, sum by (le, ${by}) (increase(${metric}_bucket${window})))`, {
          ...labels,
          fact: "p95",
        }),
      ];
    });
  const requests = tagged(`sum(increase(${metricNames.http}_sum${window}))`, { fact: "request-seconds" });
  return [...facts, requests].join(" or ");
}

/** Calls per second of a histogram, in total or by a label. */
export function callRate(metric: string, window: Window, by?: string): string {
  return `sum${by ? ` by (${by})` : ""} (rate(${metric}_count${over(window)}))`;
}

/** p50, p95 and p99 in milliseconds of a histogram (label `q`). */
export function callQuantiles(metric: string, window: Window): string {
  return `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le) (increase(${metric}_bucket${over(window)}))) * 1000`;
}

const pushServices = callSources.filter(({ lane }) => lane === "push");

/** Pushes per second by `service` and `result`. */
export function pushRates(window: Window): string {
  return pushServices
    .map(({ metric, service }) => tagged(callRate(metric, window, "result"), { service }))
    .join(" or ");
}

/** p95 of pushes in milliseconds by `service`. */
export function pushP95(window: Window): string {
  const p95 = (metric: string) =>
    `histogram_quantile(0.95, sum by (le) (increase(${metric}_bucket${over(window)}))) * 1000`;
  return pushServices.map(({ metric, service }) => tagged(p95(metric), { service })).join(" or ");
}

/** Share of failed calls of a histogram with the label `result`; 0 where there were calls and none failed. */
export function failureRatio(metric: string, window: Window): string {
  const count = (matcher: string) => `sum(increase(${metric}_count${matcher}${over(window)}))`;
  return `(${count('{result="error"}')} default 0) / (${count("")} > 0)`;
}

/** Queries per second by `table` and `operation`, the 8 busiest. */
export function busiestTables(window: Window): string {
  return `topk(8, ${callRate(metricNames.gorm, window, "table, operation")})`;
}

/** p95 of queries in milliseconds by `table` and `operation`, the 8 slowest. */
export function slowestTables(window: Window): string {
  const quantile = `histogram_quantile(0.95, sum by (le, table, operation) (increase(${metricNames.gorm}_bucket${over(window)})))`;
  return `topk(8, ${quantile} * 1000)`;
}

/** Tries of tasks per second, by the label `line`: processed, failed. */
export function taskRates(window: Window): string {
  const { processed, failed } = asynqMetrics;
  const rate = (metric: string, line: string) =>
    tagged(`sum(${once(`rate(${metric}${over(window)})`, "queue")})`, { line });
  return `${rate(processed, "processed")} or ${rate(failed, "failed")}`;
}

/** Milliseconds that the oldest pending task of each queue has waited. */
export const oldestWaitMs = `${once(asynqMetrics.oldestWait, "queue")} * 1000`;
