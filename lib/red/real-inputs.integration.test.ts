import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { apiJob } from "../plan/contract";
import { defaultThresholds } from "../plan/thresholds";
import { judgeErrors, judgeSlow, latencyText } from "./judge-route";
import { loadRedAnswers } from "./load-red-answers";
import { loadTargets } from "./load-targets";
import { loadWindow } from "./load-window";
import { buildRedTable } from "./red-table";
import type { RouteNow, WindowFigures } from "./types";

// Inputs from other people's systems, from public reports: each was once judged wrongly.
const dir = mkdtempSync(path.join(tmpdir(), "obs-inputs-"));
const stepMs = 15_000;
const steps = 240;
// On the grid of the scrapes, so that the newest sample is before every question.
const endMs = Math.floor(Date.now() / stepMs) * stepMs;
const http = "http_request_duration_seconds";

type ValueAt = (step: number) => number | null;
const lines: string[] = [];
function series(name: string, labels: Record<string, string>, valueAt: ValueAt): void {
  const text = Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(",");
  for (let step = 0; step <= steps; step += 1) {
    const value = valueAt(step);
    if (value !== null) lines.push(`${name}{${text}} ${value} ${endMs - (steps - step) * stepMs}`);
  }
}
const pod = (instance = "pod-1:8000", job = apiJob) => ({ job, instance });
const ofRoute = (route: string, status = "200", target = pod()) => ({ ...target, method: "GET", route, status });

function target(instance: string, startedAgoSeconds: number, isScraped: (step: number) => boolean, job = apiJob): void {
  const started = Math.round(endMs / 1000) - startedAgoSeconds;
  series("up", pod(instance, job), (step) => (isScraped(step) ? 1 : null));
  series("process_start_time_seconds", pod(instance, job), (step) => (isScraped(step) ? started : null));
}

function importAll(): void {
  target("pod-1:8000", 86_400, () => true);
  // A status that is born at 12 within one scrape.
  series(`${http}_count`, ofRoute("/api/bug01/"), (step) => 1000 + 2 * step);
  for (const le of ["0.25", "2.5", "+Inf"])
    series(`${http}_bucket`, { ...ofRoute("/api/bug01/"), le }, (step) => 1000 + 2 * step);
  series(`${http}_count`, ofRoute("/api/bug01/", "500"), (step) => (step < 228 ? null : 12));
  // A native histogram seen through the text format: no finite bucket, or VictoriaMetrics' own ranges.
  for (const route of ["/api/bug02/", "/api/bug03/"]) {
    series(`${http}_count`, ofRoute(route), (step) => 5 * step);
    series(`${http}_sum`, ofRoute(route), (step) => 15 * step);
  }
  series(`${http}_bucket`, { ...ofRoute("/api/bug02/"), vmrange: "2.783e+00...3.162e+00" }, (step) => 5 * step);
  series(`${http}_bucket`, { ...ofRoute("/api/bug03/"), le: "+Inf" }, (step) => 5 * step);
  // Every request slower than the highest bound.
  series(`${http}_count`, ofRoute("/api/bug05/"), (step) => 5 * step);
  series(`${http}_sum`, ofRoute("/api/bug05/"), (step) => 150 * step);
  for (const le of ["0.05", "1", "10"]) series(`${http}_bucket`, { ...ofRoute("/api/bug05/"), le }, () => 0);
  series(`${http}_bucket`, { ...ofRoute("/api/bug05/"), le: "+Inf" }, (step) => 5 * step);
  // The same bound spelled in two ways, by two pods.
  target("pod-2:8000", 86_400, () => true);
  for (const [instance, le] of [
    ["pod-1:8000", "1"],
    ["pod-2:8000", "1.0"],
  ] as const) {
    const own = ofRoute("/api/mixed/", "200", pod(instance));
    series(`${http}_count`, own, (step) => 5 * step);
    series(`${http}_bucket`, { ...own, le }, (step) => 5 * step);
    series(`${http}_bucket`, { ...own, le: "+Inf" }, (step) => 5 * step);
  }
  // Scraped again after ten minutes without: it counted 75 requests a scrape all the while.
  const isBack = (step: number) => step < steps - 50 || step > steps - 5;
  target("pod-3:8000", 86_400, isBack);
  series(`${http}_count`, ofRoute("/api/gap/", "200", pod("pod-3:8000")), (step) => (isBack(step) ? 75 * step : null));
  // A process that started two minutes ago: all that it counted is of the window.
  target("pod-4:8000", 120, (step) => step > steps - 8);
  series(`${http}_count`, ofRoute("/api/young/", "200", pod("pod-4:8000")), (step) => (step > steps - 8 ? 500 : null));
  // The same process under a second job.
  target("pod-1:8000", 86_400, () => true, "kubernetes-pods");
  series(`${http}_count`, ofRoute("/api/bug05/", "200", pod("pod-1:8000", "kubernetes-pods")), (step) => 5 * step);
}

let figures: WindowFigures;
beforeAll(async () => {
  const { url, flush } = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  Object.assign(process.env, { VICTORIAMETRICS_URL: url, OBS_LOG_LEVEL: "silent" });
  importAll();
  await fetch(`${url}/api/v1/import/prometheus`, { method: "POST", body: lines.join("\n") });
  await flush();
  const intervalSeconds = stepMs / 1000;
  const targets = {
    long: await loadTargets(300, { intervalSeconds }),
    short: await loadTargets(60, { intervalSeconds }),
  };
  expect(targets.long.newcomers).toEqual(["pod-3:8000"]);
  const windows = { windowSeconds: 300, shortSeconds: 60, intervalSeconds };
  const read = await loadWindow(windows, defaultThresholds, targets);
  const found = read([]);
  if (!found) throw new Error("no figures");
  figures = found;
});
afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

const limits = defaultThresholds;
function route(path: string): RouteNow {
  const found = figures.routes.find(({ name }) => name === `GET ${path}`);
  if (!found) throw new Error(`no route ${path}`);
  return found;
}

describe("requests counted over the verdict's window", () => {
  it("count a status that first appears at 12 as 12, and call the route failing", () => {
    expect(route("/api/bug01/")).toMatchObject({ errors: 12, requests: 52 });
    expect(judgeErrors(route("/api/bug01/"), limits)).toMatchObject({ severity: "bad" });
  });

  it.each(["/api/bug02/", "/api/bug03/"])("judge %s, which has no finite bucket, by its mean, and say so", (path) => {
    const found = route(path);
    expect(found).toMatchObject({ p95Ms: null, percentileGap: "no-finite-bucket", slow: null, requests: 100 });
    expect(judgeSlow(found, limits)).toMatchObject({ severity: "bad" });
    expect(latencyText(found)).toBe("mean 3.0 s");
  });

  it("say of what is slower than the highest bound that it is over it", () => {
    expect(route("/api/bug05/")).toMatchObject({ p95Ms: 10_000, highestBoundMs: 10_000, slow: 100 });
    expect(latencyText(route("/api/bug05/"))).toBe("p95 over 10 s");
  });

  it("treat a bound as the same however it is spelled", () => {
    expect(route("/api/mixed/")).toMatchObject({ requests: 200, slow: 0, highestBoundMs: 1000 });
  });

  it("compute no rate over a gap: what was counted in it does not belong to the window", () => {
    expect(route("/api/gap/").requests).toBe(4 * 75);
  });

  it("count all of a process that is younger than the window", () => {
    expect(route("/api/young/").requests).toBe(500);
  });

  it("do not add up what a second job scrapes of the same API", () => {
    expect(route("/api/bug05/").requests).toBe(100);
  });
});

it("the table of a longer range counts the same way", async () => {
  const answers = await loadRedAnswers(900, { thresholds: defaultThresholds, intervalSeconds: 15 });
  const rows = buildRedTable({ ...answers, sparklines: [], comparison: null });
  const row = (path: string) => rows.find(({ name }) => name === `GET ${path}`);
  expect(row("/api/bug01/")).toMatchObject({ errors: 12, health: "warn" });
  expect(row("/api/bug03/")).toMatchObject({ percentileGap: "no-finite-bucket", health: "bad" });
  expect(row("/api/bug05/")).toMatchObject({ p95Ms: 10_000, highestBoundMs: 10_000 });
  expect(row("/api/young/")?.requests).toBe(500);
  expect(row("/api/mixed/")?.p95Ms).toBeCloseTo(950, 0);
});
