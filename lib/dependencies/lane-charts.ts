import type { ChartQuestion } from "@/lib/charts/load-chart";
import { asynqMetrics, metricNames } from "@/lib/plan/contract";
import { backlog, callSources, once, tagged } from "@/lib/victoriametrics/promql/dependencies";
import type { LaneName } from "./types";

export type LaneChart = ChartQuestion & { title: string };

const quantileNames: Record<string, string> = { "0.5": "p50", "0.95": "p95", "0.99": "p99" };

function latencyChart(metric: string, over: string): LaneChart {
  return {
    title: "Latency",
    unit: "ms",
    promql: `histogram_quantiles("q", 0.5, 0.95, 0.99, sum by (le) (increase(${metric}_bucket${over}))) * 1000`,
    nameOf: ({ q }) => quantileNames[q ?? ""] ?? "?",
  };
}

function pushCharts(over: string): LaneChart[] {
  const services = callSources.filter(({ lane }) => lane === "push");
  const rates = services.map(({ metric, service }) =>
    tagged(`sum by (result) (rate(${metric}_count${over}))`, { service }),
  );
  const p95 = services.map(({ metric, service }) =>
    tagged(`histogram_quantile(0.95, sum by (le) (increase(${metric}_bucket${over}))) * 1000`, { service }),
  );
  return [
    {
      title: "Pushes by service and result",
      unit: "requests/s",
      promql: rates.join(" or "),
      nameOf: ({ service, result }) => `${service} ${result ?? "?"}`,
    },
    { title: "p95 latency", unit: "ms", promql: p95.join(" or "), nameOf: ({ service }) => service ?? "?" },
  ];
}

function jobCharts(over: string): LaneChart[] {
  const { processed, failed, oldestWait } = asynqMetrics;
  const rate = (metric: string, line: string) => tagged(`sum(${once(`rate(${metric}${over})`, "queue")})`, { line });
  return [
    {
      title: "Tries per second",
      unit: "requests/s",
      promql: `${rate(processed, "processed")} or ${rate(failed, "failed")}`,
      nameOf: ({ line }) => line ?? "?",
    },
    { title: "Backlog, pending and retry", unit: "count", promql: backlog, nameOf: ({ queue }) => queue ?? "?" },
    {
      title: "Oldest pending task waits",
      unit: "ms",
      promql: `${once(oldestWait, "queue")} * 1000`,
      nameOf: ({ queue }) => queue ?? "?",
    },
  ];
}

/** The charts of a lane's page, each as the query behind it and the name that it gives to a series. */
export function laneCharts(lane: LaneName, windowSeconds: number): LaneChart[] {
  const over = `[${windowSeconds}s]`;
  if (lane === "push") return pushCharts(over);
  if (lane === "jobs") return jobCharts(over);
  if (lane === "database") {
    const promql = `sum(rate(${metricNames.gorm}_count${over}))`;
    return [
      { title: "Queries", unit: "requests/s", promql, nameOf: () => "queries" },
      latencyChart(metricNames.gorm, over),
    ];
  }
  const promql = `sum by (result) (rate(${metricNames.b2}_count${over}))`;
  return [
    { title: "Uploads by result", unit: "requests/s", promql, nameOf: ({ result }) => result ?? "?" },
    latencyChart(metricNames.b2, over),
  ];
}
