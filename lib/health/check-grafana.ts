import "server-only";
import { dataSourceComplaint, getGrafanaHealth, hasDashboard } from "@/lib/grafana/ask";
import { type DashboardName, dashboards, dataSources } from "@/lib/plan/grafana";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { checkUpstream } from "./check-upstream";
import type { ComponentHealth } from "./types";

type Finding = { state: ComponentHealth["state"]; detail: string };
const isDashboard = (name: string): name is DashboardName => Object.hasOwn(dashboards, name);

/** What Grafana lacks of what provisioning sets up: data sources that answer, dashboards that links lead to. */
async function complaints(): Promise<string[]> {
  const sources = Object.values(dataSources).map(({ uid }) => dataSourceComplaint(uid));
  const missing = Object.keys(dashboards)
    .filter(isDashboard)
    .map(async (name) => ((await hasDashboard(name)) ? null : `dashboard ${dashboards[name].uid} is not there`));
  return (await Promise.all([...sources, ...missing])).filter((complaint) => complaint !== null);
}

async function ask(): Promise<Finding> {
  const { database, version } = await getGrafanaHealth();
  if (database !== "ok") return { state: "bad", detail: `Grafana ${version} runs, but its database is "${database}".` };
  if (!env().OBS_GRAFANA_TOKEN) return { state: "ok", detail: `Grafana ${version} answers.` };
  const found = await complaints();
  if (found.length === 0) {
    return { state: "ok", detail: `Grafana ${version} answers; its data sources and dashboards are well.` };
  }
  return { state: "warn", detail: `Grafana ${version} answers, but ${found.join("; ")}.` };
}

/**
 * Whether Grafana answers, and with OBS_GRAFANA_TOKEN whether its data sources and dashboards are well. Null when
 * OBS_GRAFANA_URL is not set: then no Grafana is this console's. Never throws for Grafana.
 */
export async function checkGrafana({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth | null> {
  if (!env().OBS_GRAFANA_URL) return null;
  return coalesce("grafana check", () => checkUpstream("grafana", ask), { fresh });
}
