import { DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { dashboards, dataSources } from "@/lib/plan/grafana";
import { quantileByRoute } from "@/lib/victoriametrics/promql/latency";
import { errorRatioByRoute, rateByRoute, timeByRoute } from "@/lib/victoriametrics/promql/requests";
import { targetsOf, thresholdsOf } from "./panels";
import { chosen, errorLimits, latencyLimits } from "./red-choice";

const range = "$__range";

const columns = {
  "Value #A": { name: "req/s", unit: "reqps" },
  "Value #B": { name: "errors", unit: "percentunit", limits: errorLimits },
  "Value #C": { name: "p50", unit: "ms" },
  "Value #D": { name: "p95", unit: "ms", limits: latencyLimits },
  "Value #E": { name: "p99", unit: "ms" },
  "Value #F": { name: "time spent", unit: "percentunit" },
};

/** One row per route over the whole range, each with a link to the console. */
export function routeTable(): TableBuilder {
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
    .id(dashboards.red.panels.routes)
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
    const colour = "limits" in column ? thresholdsOf(column.limits).build() : undefined;
    const cell = { id: "custom.cellOptions", value: { type: "color-text" } };
    table.overrideByName(column.name, [
      { id: "unit", value: column.unit },
      { id: "decimals", value: 2 },
      ...(colour ? [{ id: "thresholds", value: colour }, cell] : []),
    ]);
  }
  return table;
}
