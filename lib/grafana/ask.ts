import "server-only";
import { z } from "zod";
import type { DashboardName } from "@/lib/plan/grafana";
import { dashboards } from "@/lib/plan/grafana";
import { env } from "@/lib/runtime/env";
import { fetchJson } from "@/lib/upstream/fetch-json";
import { UpstreamError } from "@/lib/upstream/upstream-error";

const timeoutMs = 3000;
const health = z.object({ database: z.string(), version: z.string() });
const sourceHealth = z.object({ status: z.string(), message: z.string().default("") });
const dashboard = z.object({ dashboard: z.object({ uid: z.string() }) });
const complaint = z.object({ message: z.string() });

const errorTextOf = (body: unknown) => complaint.safeParse(body).data?.message;

/** One question to Grafana's HTTP API. Throws `UpstreamError`, also where OBS_GRAFANA_URL is not set. */
function askGrafana<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const { OBS_GRAFANA_URL: base = "", OBS_GRAFANA_TOKEN: token } = env();
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  return fetchJson({ source: "grafana", url: `${base}${path}`, timeoutMs, headers, schema, errorTextOf });
}

/** Grafana's version, and "ok" or the state of its database. Needs no token. Throws `UpstreamError`. */
export const getGrafanaHealth = () => askGrafana("/api/health", health);

/**
 * What Grafana's own check says of a data source: null when it works, else why not. Needs the token. Throws
 * `UpstreamError` when Grafana does not answer.
 */
export async function dataSourceComplaint(uid: string): Promise<string | null> {
  try {
    const { status, message } = await askGrafana(`/api/datasources/uid/${uid}/health`, sourceHealth);
    return status === "OK" ? null : `${uid}: ${message || status}`;
  } catch (error) {
    // A failing data source is reported with an error status, in the same words.
    if (!(error instanceof UpstreamError) || error.failure.httpStatus === undefined) throw error;
    return `${uid}: ${error.failure.message}`;
  }
}

/** Whether a dashboard of ours is there, so that links to it work. Needs the token. Throws `UpstreamError`. */
export async function hasDashboard(name: DashboardName): Promise<boolean> {
  try {
    await askGrafana(`/api/dashboards/uid/${dashboards[name].uid}`, dashboard);
    return true;
  } catch (error) {
    if (error instanceof UpstreamError && error.failure.httpStatus === 404) return false;
    throw error;
  }
}
