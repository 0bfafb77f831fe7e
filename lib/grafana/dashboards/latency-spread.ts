import {
  PanelBuilder as HeatmapBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  YAxisConfigBuilder,
} from "@grafana/grafana-foundation-sdk/heatmap";
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from "@grafana/grafana-foundation-sdk/prometheus";
import { dashboards, dataSources } from "@/lib/plan/grafana";
import { requestsByBucket } from "@/lib/victoriametrics/promql/latency";
import { chosen } from "./red-choice";

/** The latency heatmap: how many requests took how long. */
export function latencySpread(): HeatmapBuilder {
  const query = new DataqueryBuilder()
    .refId("A")
    .datasource(dataSources.metrics)
    .editorMode(QueryEditorMode.Code)
    .expr(requestsByBucket("$__rate_interval", chosen))
    .format(PromQueryFormat.Heatmap)
    .legendFormat("{{le}}")
    .range();
  return new HeatmapBuilder()
    .id(dashboards.red.panels.spread)
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
