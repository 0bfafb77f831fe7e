import { beforeAll, describe, expect, it } from "vitest";
import { loadSeries } from "@/lib/charts/load-series";
import { apiJob, vmagentJob } from "@/lib/plan/contract";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { loadTraces } from "@/lib/traces/load-traces";
import { loadOverview } from "./load-overview";

const stepMs = 15_000;
const hourMs = 3_600_000;
// Jaeger is down in this file.
const metrics = ownMetrics();

/** Text of one series sampled every 15 s over the two hours before `endMs`, by a function of the step's number. */
function series(name: string, endMs: number, valueAt: (step: number, steps: number) => number | null): string {
  const steps = (2 * hourMs) / stepMs;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const value = valueAt(step, steps);
    return value === null ? "" : `${name} ${value} ${endMs - (steps - step) * stepMs}\n`;
  }).join("");
}

/** Two requests per step, all between 250 and 500 ms; one failure ever, five minutes ago; scanners without a route. */
function traffic(endMs: number): string {
  const http = "http_request_duration_seconds";
  const ok = 'method="POST",route="/api/documents/",status="201"';
  const failed = 'method="POST",route="/api/documents/",status="500"';
  const scanner = 'method="GET",status="404"';
  const odd = 'method="BREW",route="/api/tasks/",status="405"';
  const born = (step: number, steps: number) => (steps - step > 20 ? null : 1);
  const bucket = (labels: string, le: string, valueAt: (step: number, steps: number) => number | null) =>
    series(`${http}_bucket{${labels},le="${le}"}`, endMs, valueAt);
  return [
    series(`${http}_count{${ok}}`, endMs, (step) => step * 2),
    bucket(ok, "0.25", () => 0),
    bucket(ok, "0.5", (step) => step * 2),
    bucket(ok, "+Inf", (step) => step * 2),
    series(`${http}_sum{${ok}}`, endMs, (step) => step * 0.8),
    series(`${http}_count{${failed}}`, endMs, born),
    series(`${http}_count{${scanner}}`, endMs, (step) => Math.floor(step / 10)),
    series(`${http}_count{${odd}}`, endMs, (step) => Math.floor(step / 100)),
    series(`up{job="${apiJob}",instance="pod-1:8000"}`, endMs, () => 1),
    series(`process_start_time_seconds{job="${apiJob}",instance="pod-1:8000"}`, endMs, () => 1),
    series(`up{job="${vmagentJob}",instance="vmagent:8429"}`, endMs, () => 1),
  ].join("");
}

beforeAll(() => metrics.importSamples(traffic(Date.now())));

describe("the overview of a known history", () => {
  it("counts, rates and times the requests", async () => {
    const overview = await loadOverview({ range: "1h" });
    if (overview.routes.state !== "ready") throw new Error(`routes are ${overview.routes.state}`);
    const documents = overview.routes.value.find(({ name }) => name === "POST /api/documents/");
    expect(documents?.ratePerSecond).toBeCloseTo(2 / 15, 2);
    // 250 ms + 95 % of the 250 ms that the bucket spans.
    expect(documents?.p95Ms).toBeCloseTo(487.5, 0);
    expect(documents?.meanMs).toBeCloseTo(400, -1);
    expect(documents?.sparkline.filter((point) => point !== null).length).toBeGreaterThan(20);
  });

  it("sees the first error ever of a route, whose rate is 0", async () => {
    const overview = await loadOverview({ range: "1h" });
    if (overview.routes.state !== "ready") throw new Error(`routes are ${overview.routes.state}`);
    expect(overview.routes.value.find(({ name }) => name === "POST /api/documents/")?.errors).toBe(1);
  });

  it("shows what has no route, and folds odd methods", async () => {
    const overview = await loadOverview({ range: "1h" });
    if (overview.routes.state !== "ready") throw new Error(`routes are ${overview.routes.state}`);
    const names = overview.routes.value.map(({ name }) => name);
    expect(names).toContain("GET (no route)");
    expect(names).toContain("OTHER /api/tasks/");
    expect(names.join()).not.toContain("BREW");
  });

  it("compares with the hour just before, since there is no history of a week", async () => {
    const overview = await loadOverview({ range: "1h" });
    expect(overview.comparison.kind).toBe("just-before");
    expect((await loadOverview({ range: "24h" })).comparison.kind).toBe("none");
  });

  it("rates a range over the part of it that has data", async () => {
    const overview = await loadOverview({ range: "24h" });
    if (overview.routes.state !== "ready") throw new Error(`routes are ${overview.routes.state}`);
    const documents = overview.routes.value.find(({ name }) => name === "POST /api/documents/");
    expect(documents?.ratePerSecond).toBeCloseTo(2 / 15, 2);
  });

  it("keeps the metric panels while Jaeger is down, and says what it does not know", async () => {
    const overview = await loadOverview({ range: "1h" });
    expect(overview.witnesses.list.map(({ name, health }) => [name, health])).toEqual([
      ["scrape", "ok"],
      ["spans", "unknown"],
      ["probe", "unknown"],
    ]);
    expect(overview.tiles.map(({ figure }) => figure)).not.toContain(null);
    expect(overview.verdict.unknowns.join(" ")).toContain("Jaeger");
    expect(await loadTraces({ kind: "failed", range: "1h" })).toMatchObject({
      state: "error",
      failure: { source: "jaeger", kind: "unreachable" },
    });
  });
});

describe("the charts of a known history", () => {
  it("draws the error ratio as 0 where requests were fine, and as a gap where there were none", async () => {
    const chart = await loadSeries({ range: "24h", metric: "errors" });
    if (chart.state !== "ready") throw new Error(`the chart is ${chart.state}`);
    const points = chart.value.lines[0]?.points ?? [];
    expect(points.slice(0, 100).every((point) => point === null)).toBe(true);
    expect(points.slice(-10)).toContain(0);
    expect(chart.value.timesMs).toHaveLength(points.length);
  });

  it("draws one route alone, and nothing for a route that does not exist", async () => {
    const route = "POST /api/documents/";
    const chart = await loadSeries({ range: "1h", metric: "rate", route });
    if (chart.state !== "ready") throw new Error(`the chart is ${chart.state}`);
    expect(chart.value.lines.map(({ name }) => name)).toEqual(["2xx", "5xx"]);
    expect((await loadSeries({ range: "1h", metric: "rate", route: 'GET /"} or vector(1) #' })).state).toBe("empty");
  });
});
