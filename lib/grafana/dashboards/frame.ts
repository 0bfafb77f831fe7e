import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { consoleInfoMetric } from "@/lib/plan/contract";
import { type DashboardName, dashboards, dataSources } from "@/lib/plan/grafana";
import { deployTimes } from "@/lib/victoriametrics/promql/stack";

/** The console's own address, read from its metrics: the generated JSON knows no host. */
const consoleVariable = () =>
  new QueryVariableBuilder("console")
    .query({ query: `label_values(${consoleInfoMetric}, url)`, refId: "console" })
    .datasource(dataSources.metrics)
    .refresh(VariableRefresh.OnDashboardLoad)
    .hide(VariableHide.HideVariable);

const deployMarks = () =>
  new AnnotationQueryBuilder()
    .name("Deploys")
    .datasource(dataSources.metrics)
    .enable(true)
    .iconColor("#56B4E9")
    .expr(deployTimes)
    .step("60s")
    .titleFormat("deploy {{version}}")
    .textFormat("{{environment}}")
    .useValueForTime(true);

const consoleLink = () =>
  new DashboardLinkBuilder("Console")
    .type(DashboardLinkType.Link)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own syntax
    .url("${console}/from-grafana")
    .tooltip("The same range, and route where one is chosen, on the console")
    .icon("external link")
    .keepTime(true)
    .includeVars(true)
    .targetBlank(true);

const siblings = () =>
  new DashboardLinkBuilder("honeyDue")
    .type(DashboardLinkType.Dashboards)
    .tags(["honeydue"])
    .keepTime(true)
    .includeVars(true)
    .asDropdown(true);

/** What every dashboard has: its uid, deploys as annotations, links to the console and to its siblings. */
export function frame(name: DashboardName, title: string, description: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(dashboards[name].uid)
    .description(description)
    .tags(["honeydue"])
    .timezone("browser")
    .refresh("30s")
    .time({ from: "now-1h", to: "now" })
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .withVariable(consoleVariable())
    .annotation(deployMarks())
    .link(consoleLink())
    .link(siblings());
}
