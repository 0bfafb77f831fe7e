import type { Measured } from "@/lib/measured";
import { grafanaUids } from "@/lib/plan/contract";
import type { Outcome } from "../types";

export type GrafanaFacts = {
  dataSources: { uid: string; type: string; healthy: boolean; detail: string }[];
  dashboardUids: string[];
};

const unseen = (facts: Measured<GrafanaFacts>): Outcome => ({
  state: "unknown",
  because:
    facts.state === "error"
      ? facts.failure.message
      : "Grafana is not asked: OBS_GRAFANA_URL and OBS_GRAFANA_TOKEN are not set.",
  evidence: [],
});

/** Whether Grafana has a data source under the plan's uid and it answers. */
export function checkDataSource(facts: Measured<GrafanaFacts>, kind: "metrics" | "traces"): Outcome {
  if (facts.state !== "ready") return unseen(facts);
  const uid = grafanaUids[kind];
  const source = facts.value.dataSources.find((candidate) => candidate.uid === uid);
  if (!source) return { state: "not-yet", because: `Grafana has no data source "${uid}".`, evidence: [] };
  const evidence = [{ label: `Data source ${uid}`, value: source.detail, atMs: facts.sampledAtMs }];
  return source.healthy
    ? { state: "met", because: `The data source "${uid}" answers.`, evidence }
    : { state: "partly", because: `The data source "${uid}" fails: ${source.detail}`, evidence };
}

/** Whether the RED dashboard is there, and its questions have answers. */
export function checkDashboard(facts: Measured<GrafanaFacts>, hasRequests: boolean | null): Outcome {
  if (facts.state !== "ready") return unseen(facts);
  const uid = grafanaUids.redDashboard;
  const evidence = [
    { label: "Dashboards", value: facts.value.dashboardUids.join(", ") || "none", atMs: facts.sampledAtMs },
  ];
  if (!facts.value.dashboardUids.includes(uid)) {
    return { state: "not-yet", because: `Grafana has no dashboard "${uid}".`, evidence };
  }
  if (hasRequests === null)
    return { state: "unknown", because: "Whether its panels have data cannot be asked.", evidence };
  return hasRequests
    ? { state: "met", because: "It is provisioned, and its questions return data.", evidence }
    : { state: "partly", because: "It is provisioned, but its questions return nothing.", evidence };
}
