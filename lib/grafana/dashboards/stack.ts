import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { budgetTotalBytes } from "@/lib/plan/budget";
import { dashboards } from "@/lib/plan/grafana";
import { budgetAlertRules, defaultTriggerThresholds } from "@/lib/plan/trigger-thresholds";
import * as stack from "@/lib/victoriametrics/promql/stack";
import { frame } from "./frame";
import { figurePanel, linesPanel, type PanelInput } from "./panels";

const { panels } = dashboards.stack;
const { memoryFireBytes, memoryClearBytes } = defaultTriggerThresholds;
const interval = "$__rate_interval";
const range = "$__range";
const daySeconds = 24 * 3600;

const figures: PanelInput[] = [
  {
    id: panels.budget,
    title: "Memory of the stack",
    description: "VictoriaMetrics, Jaeger and Grafana together, of the plan's 768 MB.",
    unit: "bytes",
    queries: [{ promql: stack.budgetUsed }],
    limits: { warn: budgetAlertRules.memory.fireRatio * budgetTotalBytes, bad: budgetTotalBytes },
  },
  {
    id: panels.hostMemory,
    title: "Memory available on the host",
    description: "Below 3 GB for half an hour is a reason to move the stack (the plan's first trigger).",
    unit: "bytes",
    queries: [{ promql: stack.hostMemoryAvailable }],
    limits: { warn: memoryClearBytes, bad: memoryFireBytes, belowIsBad: true },
  },
  {
    id: panels.hostDisk,
    title: "Disk free on the host",
    description: "Of the disk that holds VictoriaMetrics' data.",
    unit: "bytes",
    queries: [{ promql: stack.hostDiskFree }],
  },
  {
    id: panels.kills,
    title: "Kills for want of memory",
    description:
      "Processes that the kernel killed on this host within the chosen range, whoever's they were. The console says whose.",
    unit: "short",
    queries: [{ promql: stack.hostKills(range) }],
    limits: { bad: 1 },
  },
  {
    id: panels.tokens,
    title: "Tokens expire in",
    description: "Tokens that never expire are not listed.",
    unit: "s",
    span: 8,
    queries: [{ promql: stack.tokenExpiry, legend: "{{name}}" }],
    limits: { warn: 14 * daySeconds, bad: 3 * daySeconds, belowIsBad: true },
  },
];

const budget: PanelInput[] = [
  {
    id: panels.memory,
    title: "Memory by service, and limits",
    description: "What the kernel counts against each container's limit, without what it can drop at once.",
    unit: "bytes",
    queries: [
      { promql: stack.memoryBytes, legend: "{{subject}}" },
      { promql: stack.memoryLimits, legend: "limit of {{subject}}" },
    ],
  },
  {
    id: panels.swap,
    title: "Swap by service",
    description: "Jaeger may use 256 MB of it beside its memory; without swap on the host it is killed instead.",
    unit: "bytes",
    queries: [{ promql: stack.swapBytes, legend: "{{subject}}" }],
  },
  {
    id: panels.disk,
    title: "Disk by service",
    description: "Allocated bytes of the data directories.",
    unit: "bytes",
    queries: [{ promql: stack.diskBytes, legend: "{{subject}}" }],
  },
];

const gate: PanelInput[] = [
  {
    id: panels.accepted,
    title: "Gate: let through",
    description: "Pushes per second that the gate let through, by what they write.",
    unit: "reqps",
    queries: [{ promql: stack.gateAccepted(interval), legend: "{{scope}}" }],
  },
  {
    id: panels.refused,
    title: "Gate: refused",
    description: "Pushes per second that the gate refused, by reason. The tokens page of the console says whose.",
    unit: "reqps",
    queries: [{ promql: `${stack.gateRefused(interval)} or vector(0)`, legend: "{{reason}}" }],
  },
  {
    id: panels.asking,
    title: "Gate asks the console, p95",
    description: "How long the gate waits for the console's word on a token that it does not remember.",
    unit: "ms",
    queries: [{ promql: stack.gateAskP95(range), legend: "p95" }],
  },
];

const vmagent: PanelInput[] = [
  {
    id: panels.queue,
    title: "vmagent: waiting to be sent",
    description: "Compressed samples in vmagent's queue. It grows while the gate is away and drains afterwards.",
    unit: "bytes",
    queries: [{ promql: stack.queuePending, legend: "waiting" }],
  },
  {
    id: panels.dropped,
    title: "vmagent: dropped",
    description: "Samples that the full queue dropped, the oldest first, within each step.",
    unit: "bytes",
    queries: [{ promql: stack.queueDropped(interval), legend: "dropped" }],
    limits: { bad: 1 },
  },
  {
    id: panels.pushes,
    title: "vmagent: pushes by answer",
    description: "204 is taken; 401 and 403 are a token that does not fit; 503 is the console or VictoriaMetrics away.",
    unit: "reqps",
    queries: [{ promql: stack.pushesByStatus(interval), legend: "{{status_code}}" }],
  },
];

const stores: PanelInput[] = [
  {
    id: panels.samples,
    title: "VictoriaMetrics: samples stored per second",
    description: "By the way they came: promremotewrite is vmagent, promscrape its own scrapes.",
    unit: "short",
    span: 6,
    queries: [{ promql: stack.samplesInserted(interval), legend: "{{type}}" }],
  },
  {
    id: panels.activeSeries,
    title: "VictoriaMetrics: active series",
    description: "Series that got a sample within the last hour: what its memory depends on.",
    unit: "short",
    span: 6,
    queries: [{ promql: stack.activeSeries, legend: "series" }],
  },
  {
    id: panels.slowQueries,
    title: "VictoriaMetrics: slow queries",
    description: "Queries over 5 s within each step.",
    unit: "short",
    span: 4,
    queries: [{ promql: stack.slowQueries(interval), legend: "slow" }],
    limits: { warn: 1 },
  },
  {
    id: panels.spans,
    title: "Jaeger: spans per second",
    description: "Taken in and refused, by Jaeger's own counters.",
    unit: "short",
    span: 4,
    queries: [{ promql: stack.spansTaken(interval), legend: "{{fact}}" }],
  },
  {
    id: panels.questions,
    title: "Console: questions per second",
    description: "What the console asks its upstreams, by outcome. The same question of several viewers is asked once.",
    unit: "reqps",
    span: 4,
    queries: [{ promql: stack.consoleQuestions(interval), legend: "{{source}} {{outcome}}" }],
  },
];

/** The stack itself: its budget, the way in, and the programs. */
export function stackDashboard() {
  const dashboard = frame(
    "stack",
    "honeyDue stack",
    "Does the stack keep inside its 768 MB, and does what is sent arrive?",
  );
  for (const input of figures) dashboard.withPanel(figurePanel(input));
  const rows = {
    Budget: budget,
    "Gate and tokens": gate,
    "Metrics on their way": vmagent,
    "Stores and console": stores,
  };
  for (const [at, [title, list]] of Object.entries(rows).entries()) {
    dashboard.withRow(new RowBuilder(title).id(101 + at));
    for (const input of list) dashboard.withPanel(linesPanel(input));
  }
  return dashboard.build();
}
