import type { ChartQuestion } from "@/lib/charts/load-chart";
import { quantileLine } from "@/lib/charts/quantile-line";
import type { LineLabel, LineRole } from "@/lib/charts/types";
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

/** `panel`: the Grafana panel that shows the same. */
type LaneChart = ChartQuestion & { title: string; panel: PanelTarget };

type DependencyPanel = (PanelTarget & { dashboard: "dependencies" })["panel"];
const at = (panel: DependencyPanel): PanelTarget => ({ dashboard: "dependencies", panel });

/** The second service of a chart looks different from the first one in both its lines. */
const serviceRoles: Record<string, { success: LineRole; error: LineRole }> = {
  APNs: { success: "main", error: "failed" },
  FCM: { success: "upper", error: "other-failed" },
};
const queueRoles: Record<string, LineRole> = { critical: "failed", default: "main", low: "lower" };
const resultRole = (result: string | undefined): LineRole => (result === "error" ? "failed" : "main");
const queueLine = ({ queue = "?" }: Record<string, string>): LineLabel => ({ name: queue, role: queueRoles[queue] });

function latencyChart(metric: string, windowSeconds: number, panel: DependencyPanel): LaneChart {
  const promql = callQuantiles(metric, windowSeconds);
  return { title: "Latency", panel: at(panel), unit: "ms", promql, lineOf: quantileLine };
}

function pushCharts(windowSeconds: number): LaneChart[] {
  return [
    {
      title: "Pushes by service and result",
      panel: at("pushRate"),
      unit: "requests/s",
      promql: pushRates(windowSeconds),
      lineOf: ({ service = "", result }) => ({
        name: `${service} ${result ?? "?"}`,
        role: serviceRoles[service]?.[result === "error" ? "error" : "success"],
      }),
    },
    {
      title: "p95 latency",
      panel: at("pushLatency"),
      unit: "ms",
      promql: pushP95(windowSeconds),
      lineOf: ({ service = "?" }) => ({ name: service, role: serviceRoles[service]?.success }),
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
      lineOf: ({ line = "?" }) => ({ name: line, role: line === "failed" ? "failed" : "main" }),
    },
    {
      title: "Backlog, pending and retry",
      panel: at("backlog"),
      unit: "count",
      promql: backlog,
      lineOf: queueLine,
    },
    {
      title: "Oldest pending task waits",
      panel: at("oldestWait"),
      unit: "ms",
      promql: oldestWaitMs,
      lineOf: queueLine,
    },
  ];
}

/** The charts of a lane's page, each with the query behind it and the name that it gives to a series. */
export function laneCharts(lane: LaneName, windowSeconds: number): LaneChart[] {
  if (lane === "push") return pushCharts(windowSeconds);
  if (lane === "jobs") return jobCharts(windowSeconds);
  if (lane === "database") {
    const promql = callRate(metricNames.gorm, windowSeconds);
    return [
      {
        title: "Queries",
        panel: at("databaseRate"),
        unit: "requests/s",
        promql,
        lineOf: () => ({ name: "queries", role: "main" }),
      },
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
      lineOf: ({ result }) => ({ name: result ?? "?", role: resultRole(result) }),
    },
    latencyChart(metricNames.b2, windowSeconds, "b2Latency"),
  ];
}
