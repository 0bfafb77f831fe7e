import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dashboards } from "@/lib/plan/grafana";
import { dashboardLink, exploreMetricsLink, exploreTraceLink, type Link, panelLink, routeVariables } from "./grafana";

const base = "https://grafana.example/sub/";
const range = { from: "now-1h", to: "now" };
const text = fc.string({ unit: "grapheme" });

function urlOf(link: Link): URL {
  if (link.href === null) throw new Error(link.reason);
  return new URL(link.href);
}
const paneOf = (link: Link) => Object.values(JSON.parse(urlOf(link).searchParams.get("panes") ?? ""))[0];

describe("dashboardLink", () => {
  it("carries the range and the variables under the sub-path", () => {
    const variables = routeVariables("GET /api/residences/:id/");
    expect(dashboardLink(base, "red", { from: 1_700_000_000_000.4, to: "now", variables })).toEqual({
      href: "https://grafana.example/sub/d/honeydue-red?orgId=1&from=1700000000000&to=now&var-route=%2Fapi%2Fresidences%2F%3Aid%2F&var-method=GET",
      program: "grafana",
    });
  });

  it("brings any route through unchanged; without one the dashboard shows all", () => {
    fc.assert(
      fc.property(text, (route) => {
        const url = urlOf(dashboardLink(base, "red", { ...range, variables: { route } }));
        return url.searchParams.get("var-route") === route && url.hash === "" && url.pathname === "/sub/d/honeydue-red";
      }),
    );
    expect(urlOf(dashboardLink(base, "red", range)).searchParams.has("var-route")).toBe(false);
  });

  it("opens one panel by its number", () => {
    const url = urlOf(panelLink(base, { dashboard: "dependencies", panel: "backlog" }, range));
    expect(url.pathname).toBe("/sub/d/honeydue-dependencies");
    expect(url.searchParams.get("viewPanel")).toBe(`panel-${dashboards.dependencies.panels.backlog}`);
  });

  it("chooses nothing for what the console folds together", () => {
    expect(routeVariables("OTHER /api/tasks/")).toEqual({ route: "/api/tasks/" });
    expect(routeVariables("GET (no route)")).toEqual({ method: "GET" });
    expect(routeVariables(null)).toEqual({});
  });
});

describe("Explore", () => {
  it("opens with any PromQL unchanged", () => {
    fc.assert(
      fc.property(text, (promql) => {
        const link = exploreMetricsLink(base, { promql, from: 1000, to: 2000 });
        expect(paneOf(link)).toEqual({
          datasource: "victoriametrics",
          queries: [
            {
              refId: "A",
              datasource: { type: "prometheus", uid: "victoriametrics" },
              expr: promql,
              range: true,
              instant: false,
              editorMode: "code",
            },
          ],
          range: { from: "1000", to: "2000" },
        });
      }),
    );
  });

  it("opens with a trace: a query without a type is a trace id", () => {
    const link = exploreTraceLink(base, { traceId: "abc1", ...range });
    expect(paneOf(link)).toMatchObject({
      datasource: "jaeger",
      queries: [{ refId: "A", datasource: { type: "jaeger", uid: "jaeger" }, query: "abc1" }],
    });
    expect(JSON.stringify(paneOf(link))).not.toContain("queryType");
    expect(urlOf(link).searchParams.get("schemaVersion")).toBe("1");
  });
});

it("says why there is no link when Grafana's address is not set", () => {
  const links = [
    dashboardLink(undefined, "red", range),
    panelLink(undefined, { dashboard: "red", panel: "rate" }, range),
    exploreMetricsLink(undefined, { promql: "up", ...range }),
    exploreTraceLink("", { traceId: "a", ...range }),
  ];
  for (const link of links) expect(link).toEqual({ href: null, reason: expect.stringContaining("GRAFANA_PUBLIC_URL") });
});
