import { grafanaUids } from "@/lib/plan/contract";
import type { Link, LinkTime } from "./link";

export type { Link } from "./link";
/** Unix milliseconds, or what Grafana understands ("now-1h"). */
export type TimeRange = { from: LinkTime; to: LinkTime };

const notSet: Link = { href: null, reason: "GRAFANA_PUBLIC_URL is not set, so there is no Grafana to open." };
const join = (base: string, path: string) => `${base.replace(/\/+$/, "")}${path}`;
const timeText = (time: LinkTime) => (typeof time === "number" ? String(Math.round(time)) : time);

/** A dashboard (the RED one) with its time range and, when given, the raw value of its variable `route`. */
export function dashboardLink(
  base: string | undefined,
  { from, to, route, uid = grafanaUids.redDashboard }: TimeRange & { route?: string; uid?: string },
): Link {
  if (!base) return notSet;
  const form = new URLSearchParams({ orgId: "1", from: timeText(from), to: timeText(to) });
  if (route !== undefined) form.set("var-route", route);
  return { href: join(base, `/d/${encodeURIComponent(uid)}?${form}`) };
}

type Datasource = { type: "prometheus" | "jaeger"; uid: string };

function exploreLink(base: string, { from, to }: TimeRange, datasource: Datasource, query: object): Link {
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: "A", datasource, ...query }],
    range: { from: timeText(from), to: timeText(to) },
  };
  const form = new URLSearchParams({ schemaVersion: "1", orgId: "1", panes: JSON.stringify({ console: pane }) });
  return { href: join(base, `/explore?${form}`) };
}

/** Explore with a PromQL query. Grafana lets only Editors and Admins open Explore. */
export function exploreMetricsLink(
  base: string | undefined,
  { promql, ...range }: TimeRange & { promql: string },
): Link {
  if (!base) return notSet;
  const query = { expr: promql, range: true, instant: false, editorMode: "code" };
  return exploreLink(base, range, { type: "prometheus", uid: grafanaUids.metrics }, query);
}

/** Explore with one trace (a Jaeger query without `queryType` is a trace id). Editors and Admins only. */
export function exploreTraceLink(
  base: string | undefined,
  { traceId, ...range }: TimeRange & { traceId: string },
): Link {
  if (!base) return notSet;
  return exploreLink(base, range, { type: "jaeger", uid: grafanaUids.traces }, { query: traceId });
}
