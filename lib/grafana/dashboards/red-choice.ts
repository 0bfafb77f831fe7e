import { QueryVariableBuilder, VariableRefresh, VariableSort } from "@grafana/grafana-foundation-sdk/dashboard";
import { metricNames } from "@/lib/plan/contract";
import { dashboards, dataSources, type VariableName } from "@/lib/plan/grafana";
import { defaultThresholds } from "@/lib/plan/thresholds";

const { variables } = dashboards.red;
const { slowP95Ms, errorRatioWarn, errorRatioBad } = defaultThresholds;
export const latencyLimits = { warn: slowP95Ms, bad: 2 * slowP95Ms };
export const errorLimits = { warn: errorRatioWarn, bad: errorRatioBad };

/** The selector of what is chosen in the dashboard's variables; "All" also matches series without the label. */
export const chosen = `{${variables.map((name) => `${name}=~"$${name}"`).join(",")}}`;
/** A variable of the dashboard, whose values are those of the label of the same name. */
export const variable = (name: VariableName<"red">) =>
  new QueryVariableBuilder(name)
    .query({ query: `label_values(${metricNames.http}_count, ${name})`, refId: name })
    .datasource(dataSources.metrics)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(".*")
    .current({ selected: true, text: ["All"], value: ["$__all"] });
