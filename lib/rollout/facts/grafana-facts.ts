import "server-only";
import { dataSourceComplaint, hasDashboard } from "@/lib/grafana/ask";
import type { Measured } from "@/lib/measured";
import { dataSources } from "@/lib/plan/grafana";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import type { GrafanaFacts } from "../checks/check-grafana";

/** What Grafana says of its data sources and of the RED dashboard. Empty where this console may not ask it. */
export function loadGrafanaFacts(nowMs = Date.now()): Promise<Measured<GrafanaFacts>> {
  const { OBS_GRAFANA_URL: url, OBS_GRAFANA_TOKEN: token } = env();
  return measure(async () => {
    if (!url || !token) return null;
    const [metrics, traces, hasRedDashboard] = await Promise.all([
      dataSourceComplaint(dataSources.metrics.uid),
      dataSourceComplaint(dataSources.traces.uid),
      hasDashboard("red"),
    ]);
    return { value: { metrics, traces, hasRedDashboard }, sampledAtMs: nowMs };
  });
}
