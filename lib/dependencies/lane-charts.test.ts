import { describe, expect, it } from "vitest";
import { laneCharts } from "./lane-charts";
import { laneNames } from "./types";

const charts = (lane: (typeof laneNames)[number]) => laneCharts(lane, 60);
const chart = (lane: (typeof laneNames)[number], index: number) => {
  const found = charts(lane)[index];
  if (!found) throw new Error(`${lane} has no chart ${index}`);
  return found;
};

it.each([
  ["database", ["databaseRate", "databaseLatency"], ["requests/s", "ms"]],
  ["b2", ["b2Rate", "b2Latency"], ["requests/s", "ms"]],
  ["push", ["pushRate", "pushLatency"], ["requests/s", "ms"]],
  ["jobs", ["tries", "backlog", "oldestWait"], ["requests/s", "count", "ms"]],
] as const)("a page of %s draws what Grafana has in the same panels, in the same units", (lane, panels, units) => {
  expect(charts(lane).map(({ panel }) => panel)).toEqual(panels.map((panel) => ({ dashboard: "dependencies", panel })));
  expect(charts(lane).map(({ unit }) => unit)).toEqual(units);
});

it("no two charts of a page have one title, and each asks of its own metric", () => {
  for (const lane of laneNames) {
    const titles = charts(lane).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^\w+/);
  }
  const asked = laneNames.flatMap((lane) => charts(lane).map(({ promql }) => promql));
  expect(new Set(asked).size).toBe(asked.length);
  expect(charts("database").every(({ promql }) => promql.includes("gorm_query_duration_seconds"))).toBe(true);
  expect(charts("b2").every(({ promql }) => promql.includes("b2_upload_duration_seconds"))).toBe(true);
  expect(chart("b2", 0).promql).toContain("by (result)");
});

describe("a line", () => {
  it.each([
    ["database", 0, {}, { name: "queries", role: "main" }],
    ["database", 1, { q: "0.95" }, { name: "p95", role: "main" }],
    ["b2", 0, { result: "success" }, { name: "success", role: "main" }],
    ["b2", 0, { result: "error" }, { name: "error", role: "failed" }],
    ["b2", 0, {}, { name: "?", role: "main" }],
    ["b2", 1, { q: "0.99" }, { name: "p99", role: "upper" }],
    ["jobs", 0, { line: "processed" }, { name: "processed", role: "main" }],
    ["jobs", 0, { line: "failed" }, { name: "failed", role: "failed" }],
    ["jobs", 0, {}, { name: "?", role: "main" }],
    ["jobs", 1, { queue: "default" }, { name: "default", role: "main" }],
    ["jobs", 1, { queue: "critical" }, { name: "critical", role: "failed" }],
    ["jobs", 2, { queue: "low" }, { name: "low", role: "lower" }],
    // A queue that nobody foresaw is told from others by its place.
    ["jobs", 2, { queue: "mail" }, { name: "mail", role: undefined }],
    ["jobs", 2, {}, { name: "?", role: undefined }],
    ["push", 1, { service: "FCM" }, { name: "FCM", role: "upper" }],
    ["push", 1, { service: "other" }, { name: "other", role: undefined }],
    ["push", 1, {}, { name: "?", role: undefined }],
  ] as const)("of %s, chart %i, with %o", (lane, index, labels, expected) => {
    expect(chart(lane, index).lineOf(labels)).toEqual(expected);
  });

  it("of each service and result is told from the others by name and by role", () => {
    const lineOf = (service: string, result?: string) =>
      chart("push", 0).lineOf({ service, ...(result ? { result } : {}) });
    const lines = ["APNs", "FCM"].flatMap((service) => ["success", "error"].map((result) => lineOf(service, result)));
    expect(lines.map(({ name }) => name)).toEqual(["APNs success", "APNs error", "FCM success", "FCM error"]);
    expect(lines.map(({ role }) => role)).toEqual(["main", "failed", "upper", "other-failed"]);
    expect(lineOf("APNs")).toEqual({ name: "APNs ?", role: "main" });
    expect(lineOf("other", "error")).toEqual({ name: "other error", role: undefined });
  });
});
