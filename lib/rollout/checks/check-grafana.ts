import type { Measured } from "@/lib/measured";
import { dashboards, dataSources } from "@/lib/plan/grafana";
import type { Outcome } from "../types";

/** What Grafana says itself: null is a data source that works, else why not. */
export type GrafanaFacts = { metrics: string | null; traces: string | null; hasRedDashboard: boolean };

const unseen = (facts: Measured<GrafanaFacts>): Outcome => ({
  state: "unknown",
  because:
    facts.state === "error"
      ? facts.failure.message
      : "Grafana is not asked: OBS_GRAFANA_URL and OBS_GRAFANA_TOKEN are not set.",
  evidence: [],
});

/** Whether Grafana has a data source under the plan's uid and it answers. */
export function checkDataSource(facts: Measured<GrafanaFacts>, kind: keyof typeof dataSources): Outcome {
  if (facts.state !== "ready") return unseen(facts);
  const { uid } = dataSources[kind];
  const complaint = facts.value[kind];
  const evidence = [{ label: `Data source ${uid}`, value: complaint ?? "works", atMs: facts.sampledAtMs }];
  return complaint === null
    ? { state: "met", because: `The data source "${uid}" answers Grafana.`, evidence }
    : { state: "not-yet", because: `Grafana's data source fails: ${complaint}`, evidence };
}

/** Whether the RED dashboard is there, and its questions have answers. */
export function checkDashboard(facts: Measured<GrafanaFacts>, hasRequests: boolean | null): Outcome {
  if (facts.state !== "ready") return unseen(facts);
  const { uid } = dashboards.red;
  const value = facts.value.hasRedDashboard ? "is there" : "is not there";
  const evidence = [{ label: `Dashboard ${uid}`, value, atMs: facts.sampledAtMs }];
  if (!facts.value.hasRedDashboard) {
    return { state: "not-yet", because: `Grafana has no dashboard "${uid}".`, evidence };
  }
  if (hasRequests === null)
    return { state: "unknown", because: "Whether its panels have data cannot be asked.", evidence };
  return hasRequests
    ? { state: "met", because: "It is provisioned, and its questions return data.", evidence }
    : { state: "partly", because: "It is provisioned, but its questions return nothing.", evidence };
}
