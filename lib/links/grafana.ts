import { joinUrl } from "@/lib/format/join-url";
import { type DashboardName, dashboards, dataSources, type PanelTarget, type VariableName } from "@/lib/plan/grafana";
import type { Link, LinkTime } from "./link";

export type { Link } from "./link";
/** Unix milliseconds, or what Grafana understands ("now-1h"). */
export type TimeRange = { from: LinkTime; to: LinkTime };

const notSet: Link = { href: null, reason: "GRAFANA_PUBLIC_URL is not set, so there is no Grafana to open." };
const timeText = (time: LinkTime) => (typeof time === "number" ? String(Math.round(time)) : time);
const open = (href: string): Link => ({ href, program: "grafana" });

type Values<Name extends DashboardName> = Partial<Record<VariableName<Name>, string | undefined>>;

function hrefOf(
  base: string,
  name: DashboardName,
  { from, to }: TimeRange,
  values: Values<DashboardName>,
  id?: number,
) {
  const form = new URLSearchParams({ orgId: "1", from: timeText(from), to: timeText(to) });
  for (const [variable, value] of Object.entries(values)) if (value !== undefined) form.set(`var-${variable}`, value);
  if (id !== undefined) form.set("viewPanel", `panel-${id}`);
  return joinUrl(base, `/d/${dashboards[name].uid}?${form}`);
}

/** A dashboard with its time range and raw values of its variables; a variable that is left out selects all. */
export function dashboardLink<Name extends DashboardName>(
  base: string | undefined,
  name: Name,
  { variables = {}, ...range }: TimeRange & { variables?: Values<Name> },
): Link {
  return base ? open(hrefOf(base, name, range, variables)) : notSet;
}

/** One panel of a dashboard by itself. */
export function panelLink(base: string | undefined, target: PanelTarget, range: TimeRange): Link {
  if (!base) return notSet;
  const ids: Record<string, number> = dashboards[target.dashboard].panels;
  return open(hrefOf(base, target.dashboard, range, target.variables ?? {}, ids[target.panel]));
}

/**
 * The RED dashboard's variables for a route of the console ("POST /api/documents/"); the placeholders for made-up
 * methods and for no route select all.
 */
export function routeVariables(name: string | null): { route?: string; method?: string } {
  if (name === null) return {};
  const space = name.indexOf(" ");
  const [method, route] = [name.slice(0, space), name.slice(space + 1)];
  return { ...(route.startsWith("/") ? { route } : {}), ...(method === "OTHER" ? {} : { method }) };
}

function exploreLink(
  base: string,
  { from, to }: TimeRange,
  datasource: (typeof dataSources)[keyof typeof dataSources],
  query: object,
): Link {
  const pane = {
    datasource: datasource.uid,
    queries: [{ refId: "A", datasource, ...query }],
    range: { from: timeText(from), to: timeText(to) },
  };
  const form = new URLSearchParams({ schemaVersion: "1", orgId: "1", panes: JSON.stringify({ console: pane }) });
  return open(joinUrl(base, `/explore?${form}`));
}

/** Explore with a PromQL query. Grafana lets only Editors and Admins open Explore. */
export function exploreMetricsLink(
  base: string | undefined,
  { promql, ...range }: TimeRange & { promql: string },
): Link {
  if (!base) return notSet;
  return exploreLink(base, range, dataSources.metrics, {
    expr: promql,
    range: true,
    instant: false,
    editorMode: "code",
  });
}

/** Explore with one trace (a Jaeger query without `queryType` is a trace id). Editors and Admins only. */
export function exploreTraceLink(
  base: string | undefined,
  { traceId, ...range }: TimeRange & { traceId: string },
): Link {
  if (!base) return notSet;
  return exploreLink(base, range, dataSources.traces, { query: traceId });
}
