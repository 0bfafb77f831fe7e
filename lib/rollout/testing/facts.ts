import "server-only";
import type { BudgetRow } from "@/lib/budget/budget-types";
import type { Trace } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { serviceBudgets } from "@/lib/plan/budget";
import { type HistogramKey, planHistograms } from "@/lib/plan/histograms";
import { readTrace } from "@/lib/traces/testing/read-trace";
import type { HistogramFacts, MetricsFacts } from "../facts/metrics-facts";
import type { StackFacts } from "../facts/stack-facts";
import type { Found, TraceFacts } from "../facts/trace-facts";
import type { RolloutFacts } from "../judge-checks";

export const nowMs = Date.UTC(2026, 10, 24, 12);
const ready = <T>(value: T): Measured<T> => ({ state: "ready", value, sampledAtMs: nowMs });
const found = (...traces: Trace[]): Found => ({ traces, lookedBackMs: 3_600_000 });

function histogram(key: HistogramKey, labels: readonly string[]): [HistogramKey, HistogramFacts] {
  return [
    key,
    {
      suffixes: ["_bucket", "_count", "_sum"],
      labels: [...labels].toSorted(),
      values: labels.map((label) => ({ label, count: 12 })),
      bounds: ["10.0.0.1:8000", "10.0.0.2:8000"].map((instance) => ({ instance, boundsSeconds: [0.1, 0.5, 1] })),
      seenAtMs: nowMs - 5000,
      hourCount: 900,
    },
  ];
}

const metricsMet = (): MetricsFacts => ({
  histograms: Object.fromEntries(
    planHistograms.map(({ key, labels }) => histogram(key, labels)),
  ) as MetricsFacts["histograms"],
  scrapes: ["10.0.0.1:8000", "10.0.0.2:8000"].map((instance) => ({
    instance,
    up: true,
    intervalSeconds: 15,
    startedAtMs: nowMs - 86_400_000,
  })),
  vmagents: 1,
  writes: { sent: 120, failed: 0, pendingBytes: 0 },
  tasksInHour: 300,
});

/** A trace of one span of asynq's middleware, and one of a sign-in, as the plan's libraries make them. */
const base = () => readTrace("post-documents-nested");

function renamed(trace: Trace, name: string, change: (span: Trace["spans"][number]) => Trace["spans"][number]): Trace {
  const root = trace.spans.find(({ kind }) => kind === "server");
  return { ...trace, traceId: `${name.length}`.padStart(32, "a"), spans: root ? [change({ ...root, name })] : [] };
}

const login = () =>
  renamed(base(), "POST /api/auth/login/", (span) => ({
    ...span,
    tags: { ...span.tags, "http.route": "/api/auth/login/" },
  }));
const task = () =>
  renamed(base(), "asynq.document:thumbnail", (span) => ({
    ...span,
    kind: "consumer",
    tags: { "task.type": "document:thumbnail", retry_count: 0, payload_size: 64 },
  }));

/** Traces as the plan's real Go libraries made them at step 4. */
const tracesMet = (): TraceFacts => ({
  services: ["honeydue-api"],
  operations: ["POST /api/auth/login/", "b2.PutObject", "apns.send", "gorm.Query", "asynq.document:thumbnail"],
  recent: found(base(), readTrace("get-tasks-n-plus-one"), readTrace("get-residence-500"), task()),
  login: found(login()),
  uploads: found(base()),
  pushes: found(base()),
  tasks: found(task()),
  queries: found(base(), readTrace("get-tasks-n-plus-one"), readTrace("get-residence-500")),
});

const service = (subject: keyof typeof serviceBudgets): BudgetRow => ({
  subject,
  title: serviceBudgets[subject].title,
  health: "ok",
  reasons: [],
  limitBytes: serviceBudgets[subject].limitBytes,
  now: {
    source: "docker",
    atMs: nowMs,
    memoryBytes: 120 * 1024 ** 2,
    anonBytes: null,
    cacheBytes: null,
    swapBytes: null,
    cpuCores: null,
    enforcedLimitBytes: serviceBudgets[subject].limitBytes,
    startedAtMs: null,
  },
  peakBytes: null,
  disk: null,
  retention: null,
  restarts: 0,
  oomKills: 0,
});

export const stackMet = (): StackFacts => ({
  services: [service("victoriametrics"), service("jaeger"), service("grafana")],
  hosts: [{ name: "obs", url: "https://obs.example.com", reached: true, detail: "answers 401", atMs: nowMs }],
  gate: {
    name: "gate",
    state: "ok",
    detail: "The ingest gate is up and refuses writes without a token.",
    latencyMs: 3,
    checkedAtMs: nowMs,
  },
  losses: [],
  spanSize: null,
  legacy: { present: true, url: "http://127.0.0.1:8000/metrics/legacy", atMs: nowMs },
});

/** The plan at step 4, all of it met; production, one request in ten traced. */
export function allMet(change: Partial<RolloutFacts> = {}): RolloutFacts {
  return {
    nowMs,
    metrics: ready(metricsMet()),
    traces: ready(tracesMet()),
    sampling: ready({ requests: 400, traced: 41, environment: "production" }),
    grafana: ready({ metrics: null, traces: null, hasRedDashboard: true }),
    stack: stackMet(),
    decisions: {},
    scrapeSeconds: 15,
    ...change,
  };
}

/** The same with metrics changed. */
export function withMetrics(change: (facts: MetricsFacts) => void): RolloutFacts {
  const facts = metricsMet();
  change(facts);
  return allMet({ metrics: ready(facts) });
}

export function withTraces(change: (facts: TraceFacts) => void): RolloutFacts {
  const facts = tracesMet();
  change(facts);
  return allMet({ traces: ready(facts) });
}
