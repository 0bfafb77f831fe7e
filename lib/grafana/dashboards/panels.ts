import {
  BigValueColorMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat, QueryEditorMode } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { dataSources } from "@/lib/plan/grafana";

/** Colours that everybody can tell apart, whatever their colour vision (Okabe and Ito). */
const colours = { ok: "#009E73", warn: "#E69F00", bad: "#D55E00" };

type Limits = { warn?: number; bad?: number; belowIsBad?: boolean };

/** Colours by limits: fine, then a warning, then bad; the other way round where less is worse. */
export function thresholdsOf({ warn, bad, belowIsBad = false }: Limits) {
  const known = [
    { value: warn, color: colours.warn },
    { value: bad, color: colours.bad },
  ].flatMap(({ value, color }) => (value === undefined ? [] : [{ value, color }]));
  const first = { value: null, color: colours.ok };
  if (!belowIsBad) return steps([first, ...known.sort((a, b) => a.value - b.value)]);
  // From the worst upwards: each limit ends the colour below it.
  const rising = known.sort((a, b) => a.value - b.value);
  const colorsAbove = [...rising.slice(1).map(({ color }) => color), colours.ok];
  return steps([
    { value: null, color: rising[0]?.color ?? colours.ok },
    ...rising.map(({ value }, at) => ({ value, color: colorsAbove[at] ?? colours.ok })),
  ]);
}

const steps = (list: { value: number | null; color: string }[]) =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(list);

/** A query and the names of its lines; without a legend Grafana shows all labels. */
export type Query = { promql: string; legend?: string; instant?: true; table?: true };

const refs = "ABCDEFGH";

/** The queries of a panel, as `prometheus` ones in the editor's code mode: MetricsQL is more than its builder knows. */
export function targetsOf(queries: readonly Query[]) {
  return queries.map(({ promql, legend, instant, table }, at) => {
    const query = new DataqueryBuilder()
      .refId(refs[at] ?? "Z")
      .datasource(dataSources.metrics)
      .editorMode(QueryEditorMode.Code)
      .expr(promql);
    if (legend !== undefined) query.legendFormat(legend);
    if (table) query.format(PromQueryFormat.Table);
    return instant ? query.instant() : query.range();
  });
}

export type PanelInput = {
  id: number;
  title: string;
  /** What is measured, and how to read it. */
  description: string;
  unit: string;
  queries: readonly Query[];
  limits?: Limits;
  /** Width in columns, of 24; height in rows of 30 pixels. */
  span?: number;
  height?: number;
  min?: number;
};

/** Lines over time, from zero unless said otherwise; limits as dashed lines. */
export function linesPanel(input: PanelInput): TimeseriesBuilder {
  const panel = new TimeseriesBuilder()
    .id(input.id)
    .title(input.title)
    .description(input.description)
    .datasource(dataSources.metrics)
    .unit(input.unit)
    .min(input.min ?? 0)
    .span(input.span ?? 8)
    .height(input.height ?? 8)
    .fillOpacity(8)
    // A gap is a gap: no line across what was not measured.
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(targetsOf(input.queries));
  if (input.limits) panel.thresholds(thresholdsOf(input.limits)).thresholdsStyle(dashedLimits());
  return panel;
}

const dashedLimits = () => new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);

/** One figure, coloured by its limits. */
export function figurePanel(input: PanelInput): StatBuilder {
  return new StatBuilder()
    .id(input.id)
    .title(input.title)
    .description(input.description)
    .datasource(dataSources.metrics)
    .unit(input.unit)
    .span(input.span ?? 4)
    .height(input.height ?? 8)
    .noValue("no data")
    .colorMode(input.limits ? BigValueColorMode.Value : BigValueColorMode.None)
    .thresholds(thresholdsOf(input.limits ?? {}))
    .targets(targetsOf(input.queries));
}
