import {
  DashboardLinkBuilder,
  DashboardLinkType,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import {
  PanelBuilder as HeatmapBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { apiJob, metricNames } from "@/lib/plan/contract";
import { dashboards, dataSources, type VariableName } from "@/lib/plan/grafana";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { latencyQuantiles, quantileByRoute, requestsByBucket } from "@/lib/victoriametrics/promql/latency";
import { podErrorRatio, podP95, podRate } from "@/lib/victoriametrics/promql/pods";
import {
  errorRatio,
  errorRatioByRoute,
  rateByClass,
  rateByRoute,
  timeByRoute,
} from "@/lib/victoriametrics/promql/requests";
import { frame } from "./frame";
import { limits, linesPanel, targetsOf } from "./panels";
import { tracesLink } from "./traces-link";

const { panels, variables } = dashboards.red;
const { slowP95Ms, errorRatioWarn, errorRatioBad } = defaultThresholds;
const latencyLimits = { warn: slowP95Ms, bad: 2 * slowP95Ms };
const errorLimits = { warn: errorRatioWarn, bad: errorRatioBad };

/** What is chosen above; "All" also matches series without the label. */
const chosen = `{${variables.map((name) => `${name}=~"$${name}"`).join(",")}}`;
const interval = "$__rate_interval";
const range = "$__range";
const routeName = "{{method}} {{route}}";
const podName = "{{instance}} {{pod}}";

const variable = (name: VariableName<"red">) =>
  new QueryVariableBuilder(name)
    .query({ query: `label_values(${metricNames.http}_count, ${name})`, refId: name })
    .datasource(dataSources.metrics)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(".*")
    .current({ selected: true, text: ["All"], value: ["$__all"] });

const columns = {
  "Value #A": { name: "req/s", unit: "reqps" },
  "Value #B": { name: "errors", unit: "percentunit", limits: errorLimits },
  "Value #C": { name: "p50", unit: "ms" },
  "Value #D": { name: "p95", unit: "ms", limits: latencyLimits },
  "Value #E": { name: "p99", unit: "ms" },
  "Value #F": { name: "time spent", unit: "percentunit" },
};

/** A row a route over the whole range, each with its way to the console. */
function routeTable(): TableBuilder {
  const queries = [
    rateByRoute(range, chosen),
    errorRatioByRoute(range, chosen),
    ...[0.5, 0.95, 0.99].map((quantile) => quantileByRoute(quantile, range, chosen)),
    timeByRoute(range, chosen),
  ];
  const toConsole = new DashboardLinkBuilder("On the console")
    .type(DashboardLinkType.Link)
    .url(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own syntax
      "${console}/from-grafana?from=${__from}&to=${__to}&var-route=${__data.fields.route:percentencode}&var-method=${__data.fields.method}",
    )
    .targetBlank(true);
  const table = new TableBuilder()
    .id(panels.routes)
    .title("Routes")
    .description(
      "Each route over the chosen range. Time spent: seconds of work per second, the share of one busy core of requests.",
    )
    .datasource(dataSources.metrics)
    .span(24)
    .height(10)
    .noValue("-")
    .targets(targetsOf(queries.map((promql) => ({ promql, instant: true, table: true }))))
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: {
          method: 0,
          route: 1,
          "Value #A": 2,
          "Value #B": 3,
          "Value #C": 4,
          "Value #D": 5,
          "Value #E": 6,
          "Value #F": 7,
        },
        renameByName: Object.fromEntries(Object.entries(columns).map(([value, { name }]) => [value, name])),
      },
    })
    .overrideByName("route", [{ id: "links", value: [toConsole.build()] }]);
  for (const column of Object.values(columns)) {
    const colour = "limits" in column ? limits(column.limits).build() : undefined;
    const cell = { id: "custom.cellOptions", value: { type: "color-text" } };
    table.overrideByName(column.name, [
      { id: "unit", value: column.unit },
      { id: "decimals", value: 2 },
      ...(colour ? [{ id: "thresholds", value: colour }, cell] : []),
    ]);
  }
  return table;
}

function spread(): HeatmapBuilder {
  const query = new DataqueryBuilder()
    .refId("A")
    .datasource(dataSources.metrics)
    .editorMode(QueryEditorMode.Code)
    .expr(requestsByBucket(interval, chosen))
    .format(PromQueryFormat.Heatmap)
    .legendFormat("{{le}}")
    .range();
  return new HeatmapBuilder()
    .id(panels.spread)
    .title("Latency, how many took how long")
    .description("Requests by bucket of the histogram. A second band above the usual one is what a percentile hides.")
    .datasource(dataSources.metrics)
    .span(12)
    .height(9)
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit("s"))
    .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme("Viridis").steps(64))
    .targets([query]);
}

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
    .withPanel(spread())
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
