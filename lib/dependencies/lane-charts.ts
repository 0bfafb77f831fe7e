import type { ChartQuestion } from "@/lib/charts/load-chart";
import { metricNames } from "@/lib/plan/contract";
import type { PanelTarget } from "@/lib/plan/grafana";
import {
  backlog,
  callQuantiles,
  callRate,
  oldestWaitMs,
  pushP95,
  pushRates,
  taskRates,
} from "@/lib/victoriametrics/promql/dependencies";
import type { LaneName } from "./types";

/** `panel`: where Grafana shows the same. */
type LaneChart = ChartQuestion & { title: string; panel: PanelTarget };

type DependencyPanel = (PanelTarget & { dashboard: "dependencies" })["panel"];
const at = (panel: DependencyPanel): PanelTarget => ({ dashboard: "dependencies", panel });

const quantileNames: Record<string, string> = { "0.5": "p50", "0.95": "p95", "0.99": "p99" };

function latencyChart(metric: string, windowSeconds: number, panel: DependencyPanel): LaneChart {
  const promql = callQuantiles(metric, windowSeconds);
  return { title: "Latency", panel: at(panel), unit: "ms", promql, nameOf: ({ q }) => quantileNames[q ?? ""] ?? "?" };
}

function pushCharts(windowSeconds: number): LaneChart[] {
  return [
    {
      title: "Pushes by service and result",
      panel: at("pushRate"),
      unit: "requests/s",
      promql: pushRates(windowSeconds),
      nameOf: ({ service, result }) => `${service} ${result ?? "?"}`,
    },
    {
      title: "p95 latency",
      panel: at("pushLatency"),
      unit: "ms",
      promql: pushP95(windowSeconds),
      nameOf: ({ service }) => service ?? "?",
    },
  ];
}

function jobCharts(windowSeconds: number): LaneChart[] {
  return [
    {
      title: "Tries per second",
      panel: at("tries"),
      unit: "requests/s",
      promql: taskRates(windowSeconds),
      nameOf: ({ line }) => line ?? "?",
    },
    {
      title: "Backlog, pending and retry",
      panel: at("backlog"),
      unit: "count",
      promql: backlog,
      nameOf: ({ queue }) => queue ?? "?",
    },
    {
      title: "Oldest pending task waits",
      panel: at("oldestWait"),
      unit: "ms",
      promql: oldestWaitMs,
      nameOf: ({ queue }) => queue ?? "?",
    },
  ];
}

/** The charts of a lane's page, each as the query behind it and the name that it gives to a series. */
export function laneCharts(lane: LaneName, windowSeconds: number): LaneChart[] {
  if (lane === "push") return pushCharts(windowSeconds);
  if (lane === "jobs") return jobCharts(windowSeconds);
  if (lane === "database") {
    const promql = callRate(metricNames.gorm, windowSeconds);
    return [
      { title: "Queries", panel: at("databaseRate"), unit: "requests/s", promql, nameOf: () => "queries" },
      latencyChart(metricNames.gorm, windowSeconds, "databaseLatency"),
    ];
  }
  const promql = callRate(metricNames.b2, windowSeconds, "result");
  return [
    {
      title: "Uploads by result",
      panel: at("b2Rate"),
      unit: "requests/s",
      promql,
      nameOf: ({ result }) => result ?? "?",
    },
    latencyChart(metricNames.b2, windowSeconds, "b2Latency"),
  ];
}
