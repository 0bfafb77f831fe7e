import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { apiJob } from "@/lib/plan/contract";
import { dashboards } from "@/lib/plan/grafana";
import { latencyQuantiles, quantileByRoute } from "@/lib/victoriametrics/promql/latency";
import { podErrorRatio, podP95, podRate } from "@/lib/victoriametrics/promql/pods";
import {
  errorRatio,
  errorRatioByRoute,
  rateByClass,
  rateByRoute,
  timeByRoute,
} from "@/lib/victoriametrics/promql/requests";
import { frame } from "./frame";
import { latencySpread } from "./latency-spread";
import { linesPanel } from "./panels";
import { chosen, errorLimits, latencyLimits, variable } from "./red-choice";
import { routeTable } from "./route-table";
import { tracesLink } from "./traces-link";

const { panels } = dashboards.red;
const interval = "$__rate_interval";
const routeName = "{{method}} {{route}}";
const podName = "{{instance}} {{pod}}";

/** Rate, errors, duration: the plan's dashboard. */
export function redDashboard() {
  return frame(
    "red",
    "honeyDue RED",
    "Is the API healthy, and where is time being spent? Rate, errors and duration, of all routes or of those chosen.",
  )
    .withVariable(variable("route"))
    .withVariable(variable("method"))
    .withVariable(variable("status"))
    .withPanel(
      linesPanel({
        id: panels.rate,
        title: "Requests per second by status",
        description: "What the API answered, by class of status.",
        unit: "reqps",
        queries: [{ promql: rateByClass(interval, chosen), legend: "{{class}}" }],
      }).links([tracesLink()]),
    )
    .withPanel(
      linesPanel({
        id: panels.errors,
        title: "Error ratio",
        description: "Share of 5xx of all requests. No line where there were no requests.",
        unit: "percentunit",
        queries: [{ promql: errorRatio(interval, chosen), legend: "5xx share" }],
        limits: errorLimits,
      }).links([tracesLink()]),
    )
    .withPanel(
      linesPanel({
        id: panels.latency,
        title: "Latency",
        description: "Percentiles of all chosen requests, from the histogram's buckets: no finer than their bounds.",
        unit: "ms",
        queries: [{ promql: latencyQuantiles(interval, chosen), legend: "p {{q}}" }],
        limits: latencyLimits,
      }).links([tracesLink()]),
    )
    .withPanel(routeTable())
    .withRow(new RowBuilder("By route").id(101))
    .withPanel(
      linesPanel({
        id: panels.rateByRoute,
        title: "Requests per second by route",
        description: "Which route is asked how often.",
        unit: "reqps",
        queries: [{ promql: rateByRoute(interval, chosen), legend: routeName }],
      }),
    )
    .withPanel(
      linesPanel({
        id: panels.errorsByRoute,
        title: "Error ratio by route",
        description:
          "Share of 5xx of each route. At low traffic a single failure is a high peak: read it beside the rate.",
        unit: "percentunit",
        queries: [{ promql: errorRatioByRoute(interval, chosen), legend: routeName }],
        limits: errorLimits,
      }),
    )
    .withPanel(
      linesPanel({
        id: panels.p95ByRoute,
        title: "p95 by route",
        description: "95 of 100 requests of a route were faster than this.",
        unit: "ms",
        queries: [{ promql: quantileByRoute(0.95, interval, chosen), legend: routeName }],
        limits: latencyLimits,
      }),
    )
    .withRow(new RowBuilder("Where time goes").id(102))
    .withPanel(latencySpread())
    .withPanel(
      linesPanel({
        id: panels.time,
        title: "Time spent by route",
        description: "Seconds of request time per second: rate times mean duration. What to speed up first.",
        unit: "percentunit",
        span: 8,
        height: 9,
        queries: [{ promql: timeByRoute(interval, chosen), legend: routeName }],
      }),
    )
    .withPanel(
      linesPanel({
        id: panels.pods,
        title: "Pods up",
        description: "Scrapes of the API's pods that succeed. A pod that is gone has no line.",
        unit: "short",
        span: 4,
        height: 9,
        queries: [{ promql: `up{job="${apiJob}"}`, legend: "{{instance}}" }],
      }),
    )
    .withRow(new RowBuilder("By pod").id(103))
    .withPanel(
      linesPanel({
        id: panels.errorsByPod,
        title: "Error ratio by pod",
        description: "Share of 5xx of each process of the API. One above the others is a sick pod, not a sick release.",
        unit: "percentunit",
        queries: [{ promql: podErrorRatio(interval), legend: podName }],
        limits: errorLimits,
      }),
    )
    .withPanel(
      linesPanel({
        id: panels.p95ByPod,
        title: "p95 by pod",
        description: "95 of 100 requests of a pod were faster than this.",
        unit: "ms",
        queries: [{ promql: podP95(interval), legend: podName }],
        limits: latencyLimits,
      }),
    )
    .withPanel(
      linesPanel({
        id: panels.rateByPod,
        title: "Requests per second by pod",
        description: "How evenly requests are spread.",
        unit: "reqps",
        queries: [{ promql: podRate(interval), legend: podName }],
      }),
    )
    .build();
}
