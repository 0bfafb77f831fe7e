import { DashboardLinkBuilder, DashboardLinkType } from "@grafana/grafana-foundation-sdk/dashboard";
import { apiServiceName } from "@/lib/plan/contract";
import { dataSources } from "@/lib/plan/grafana";

/**
 * From figures to the traces of the same time: a search in Explore. VictoriaMetrics has no exemplars to do it point by
 * point.
 */
export function tracesLink(): DashboardLinkBuilder {
  const query = { refId: "A", datasource: dataSources.traces, queryType: "search", service: apiServiceName, limit: 20 };
  const range = { from: "PANEL_FROM", to: "PANEL_TO" };
  const panes = JSON.stringify({ traces: { datasource: dataSources.traces.uid, queries: [query], range } });
  const form = new URLSearchParams({ schemaVersion: "1", orgId: "1", panes });
  return (
    new DashboardLinkBuilder("Traces of this time")
      .type(DashboardLinkType.Link)
      // Put in after the encoding: Grafana replaces its variables only where they are not encoded.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own syntax
      .url(`/explore?${form}`.replace("PANEL_FROM", "${__from}").replace("PANEL_TO", "${__to}"))
      .targetBlank(true)
  );
}
