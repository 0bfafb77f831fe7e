import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { metricNames } from "@/lib/plan/contract";
import { dashboards } from "@/lib/plan/grafana";
import { defaultLaneThresholds } from "@/lib/plan/thresholds";
import {
  backlog,
  busiestTables,
  callQuantiles,
  callRate,
  failureRatio,
  oldestWaitMs,
  pushP95,
  pushRates,
  slowestTables,
  taskRates,
} from "@/lib/victoriametrics/promql/dependencies";
import { frame } from "./frame";
import { linesPanel, type PanelInput } from "./panels";

const { panels } = dashboards.dependencies;
const { database, b2, push, jobs } = defaultLaneThresholds;
const interval = "$__rate_interval";
const slow = (slowP95Ms: number) => ({ warn: slowP95Ms, bad: 2 * slowP95Ms });
const failing = (lane: { errorRatioWarn: number; errorRatioBad: number }) => ({
  warn: lane.errorRatioWarn,
  bad: lane.errorRatioBad,
});

const ofDatabase: PanelInput[] = [
  {
    id: panels.databaseRate,
    title: "Queries per second",
    description: "All statements that GORM sent.",
    unit: "ops",
    span: 6,
    queries: [{ promql: callRate(metricNames.gorm, interval), legend: "queries" }],
  },
  {
    id: panels.databaseLatency,
    title: "Query latency",
    description: "Percentiles of all statements.",
    unit: "ms",
    span: 6,
    queries: [{ promql: callQuantiles(metricNames.gorm, interval), legend: "p {{q}}" }],
    limits: slow(database.slowP95Ms),
  },
  {
    id: panels.tables,
    title: "Busiest tables",
    description: "Statements per second by table and operation, the 8 busiest. Raw SQL has no table.",
    unit: "ops",
    span: 6,
    queries: [{ promql: busiestTables(interval), legend: "{{operation}} {{table}}" }],
  },
  {
    id: panels.slowTables,
    title: "Slowest tables",
    description: "p95 by table and operation, the 8 slowest.",
    unit: "ms",
    span: 6,
    queries: [{ promql: slowestTables(interval), legend: "{{operation}} {{table}}" }],
    limits: slow(database.slowP95Ms),
  },
];

const ofB2: PanelInput[] = [
  {
    id: panels.b2Rate,
    title: "Uploads per second",
    description: "Uploads to B2 by result.",
    unit: "ops",
    queries: [{ promql: callRate(metricNames.b2, interval, "result"), legend: "{{result}}" }],
  },
  {
    id: panels.b2Latency,
    title: "Upload latency",
    description: "Percentiles of all uploads.",
    unit: "ms",
    queries: [{ promql: callQuantiles(metricNames.b2, interval), legend: "p {{q}}" }],
    limits: slow(b2.slowP95Ms),
  },
  {
    id: panels.b2Failures,
    title: "Failed uploads",
    description: "Share of uploads that failed.",
    unit: "percentunit",
    queries: [{ promql: failureRatio(metricNames.b2, interval), legend: "failed" }],
    limits: failing(b2),
  },
];

const ofPush: PanelInput[] = [
  {
    id: panels.pushRate,
    title: "Pushes per second",
    description: "APNs and FCM by result.",
    unit: "ops",
    queries: [{ promql: pushRates(interval), legend: "{{service}} {{result}}" }],
  },
  {
    id: panels.pushLatency,
    title: "Push latency, p95",
    description: "95 of 100 pushes were answered faster than this.",
    unit: "ms",
    queries: [{ promql: pushP95(interval), legend: "{{service}}" }],
    limits: slow(push.slowP95Ms),
  },
  {
    id: panels.apnsFailures,
    title: "Rejected by APNs",
    description:
      "Share of pushes that Apple rejected. Some device tokens are always stale: watch the level, not single ones.",
    unit: "percentunit",
    queries: [{ promql: failureRatio(metricNames.apns, interval), legend: "rejected" }],
    limits: failing(push),
  },
];

const ofJobs: PanelInput[] = [
  {
    id: panels.tries,
    title: "Tries of jobs per second",
    description: "Processed counts every try, failed ones included.",
    unit: "ops",
    queries: [{ promql: taskRates(interval), legend: "{{line}}" }],
  },
  {
    id: panels.backlog,
    title: "Backlog",
    description: "Pending and retried tasks of each queue. No line: asynq cannot reach Redis, or has had no task yet.",
    unit: "short",
    queries: [{ promql: backlog, legend: "{{queue}}" }],
  },
  {
    id: panels.oldestWait,
    title: "Oldest pending task waits",
    description: "How long the oldest pending task of each queue has waited.",
    unit: "ms",
    queries: [{ promql: oldestWaitMs, legend: "{{queue}}" }],
    limits: { warn: jobs.oldestWaitSeconds * 1000, bad: 5 * jobs.oldestWaitSeconds * 1000 },
  },
];

/** What the API depends on, a row each. */
export function dependenciesDashboard() {
  const dashboard = frame(
    "dependencies",
    "honeyDue dependencies",
    "What the API depends on: database, B2, push and jobs.",
  );
  const rows = {
    "Database (GORM)": ofDatabase,
    "Uploads (B2)": ofB2,
    "Push (APNs, FCM)": ofPush,
    "Jobs (asynq)": ofJobs,
  };
  for (const [at, [title, list]] of Object.entries(rows).entries()) {
    dashboard.withRow(new RowBuilder(title).id(101 + at));
    for (const input of list) dashboard.withPanel(linesPanel(input));
  }
  return dashboard.build();
}
