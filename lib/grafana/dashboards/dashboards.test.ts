import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type DashboardName, dashboards, dataSources } from "@/lib/plan/grafana";
import { dashboardsDir, generateDashboards } from "./generate";
import { readDashboard } from "./read-dashboard";

const dir = path.resolve(import.meta.dirname, "../../..", dashboardsDir);
const committed = readdirSync(dir).sort();
const names = ["red", "dependencies", "stack"] as const satisfies DashboardName[];
const read = (name: DashboardName) =>
  readDashboard(readFileSync(path.join(dir, `${dashboards[name].uid}.json`), "utf8"));

describe("the committed dashboards", () => {
  it("are what the generator makes now (npm run dashboards)", () => {
    const made = generateDashboards();
    expect(committed).toEqual(made.map(({ file }) => file).sort());
    for (const { file, text } of made) expect(readFileSync(path.join(dir, file), "utf8"), file).toBe(text);
  });

  it.each(names)("%s: has the uid, panels and variables that links name, and no other", (name) => {
    const { uid, panels, variables } = read(name);
    expect(uid).toBe(dashboards[name].uid);
    expect(panels.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      Object.values<number>(dashboards[name].panels).sort((a, b) => a - b),
    );
    expect(variables.filter((variable) => variable !== "console")).toEqual(dashboards[name].variables);
  });

  it.each(names)("%s: every panel says what it measures, in a unit, from a data source that is provisioned", (name) => {
    const { panels, rows } = read(name);
    const ids = [...panels, ...rows].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const panel of panels) {
      expect(panel.title, String(panel.id)).not.toBe("");
      expect(panel.description.length, panel.title).toBeGreaterThan(20);
      expect(panel.targets.length, panel.title).toBeGreaterThan(0);
      for (const target of panel.targets) expect(target.datasource).toEqual(dataSources.metrics);
    }
  });

  it("red: rate, errors and latency lead to the traces of the same time", () => {
    const { rate, errors, latency } = dashboards.red.panels;
    const leading = read("red").panels.filter(({ links }) => links.length > 0);
    expect(leading.map(({ id }) => id)).toEqual([rate, errors, latency]);
    for (const { links } of leading) {
      // As Grafana fills it in.
      const url = links[0]?.url.replace(`$\{__from}`, "1000").replace(`$\{__to}`, "2000") ?? "";
      const { searchParams, pathname } = new URL(url, "https://grafana.test");
      expect(pathname).toBe("/explore");
      expect(JSON.parse(searchParams.get("panes") ?? "")).toMatchObject({
        traces: { datasource: dataSources.traces.uid, range: { from: "1000", to: "2000" } },
      });
    }
  });

  it.each(names)("%s: no panel overlaps another or lies beyond the 24 columns", (name) => {
    const { panels } = read(name);
    for (const [at, { gridPos: one, title }] of panels.entries()) {
      expect(one.x + one.w, title).toBeLessThanOrEqual(24);
      for (const { gridPos: other } of panels.slice(at + 1)) {
        const apart =
          one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y;
        expect(apart, title).toBe(true);
      }
    }
  });
});
