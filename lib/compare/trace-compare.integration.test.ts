import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DemoUnderTest, runDemo } from "@/demo/testing/run-demo";
import { startProxy } from "@/lib/jaeger/testing/start-proxy";
import { readyValue } from "@/lib/measured";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startJaeger } from "../../scripts/programs/start-jaeger.mjs";
import { loadTraceCompare } from "./load-trace-compare";
import type { TraceComparison } from "./trace-types";
import type { Window, WindowPair } from "./types";

const dir = mkdtempSync(path.join(tmpdir(), "obs-compare-traces-"));
let demo: DemoUnderTest;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let stopJaeger: () => Promise<void>;

beforeAll(async () => {
  const [queryPort, otlpPort] = [await freePort(), await freePort()];
  const jaeger = await startJaeger({ queryPort, otlpPort, dataDir: path.join(dir, "jaeger") });
  stopJaeger = jaeger.stop;
  proxy = await startProxy(jaeger.url);
  Object.assign(process.env, { JAEGER_URL: proxy.url, OBS_SCRAPE_INTERVAL_SECONDS: "1", OBS_LOG_LEVEL: "silent" });
  const otlpUrl = `http://127.0.0.1:${otlpPort}/v1/traces`;
  demo = await runDemo({ otlpUrl, requestsPerSecond: 60, hostName: "api-1", logFile: path.join(dir, "demo") });
});
afterAll(async () => {
  await stopEverything();
  await proxy.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Requests that the demo has answered. */
async function answered(): Promise<number> {
  const counts = (await demo.scrape()).matchAll(/^http_request_duration_seconds_count\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** The window in which the demo answers the next 180 requests. */
async function pass(): Promise<Window> {
  const startMs = Date.now();
  const before = await answered();
  await expect.poll(answered, { timeout: 60_000, interval: 300 }).toBeGreaterThan(before + 180);
  return { startMs, endMs: Date.now() };
}
const windows = (before: Window, after: Window): WindowPair => ({ before, after, label: "two windows of the demo" });

/** Jaeger answers while it still takes spans in: asks until both windows are there. */
async function compare(pair: WindowPair, route: string | null = null) {
  let found: TraceComparison | undefined;
  await expect
    .poll(
      async () => {
        found = readyValue(await loadTraceCompare(pair, route));
        return found?.enough;
      },
      { timeout: 60_000, interval: 1500 },
    )
    .toBe(true);
  if (!found?.enough) throw new Error("polled for enough");
  return found;
}

it("tells what two faults of the demo did to statements and to attributes, and nothing of two calm windows", async () => {
  const [first, second] = [await pass(), await pass()];
  await demo.putFault("slow-db", { addMs: 150 });
  const slow = await pass();
  await demo.faultsOff();
  await demo.putFault("error-spike", { route: "GET /api/tasks/", ratio: 0.9 });
  const failing = await pass();

  const calm = await compare(windows(first, second));
  expect(calm.looked).toMatch(
    /Read \d+ requests of \d+ traces before and \d+ requests of \d+ traces after.*more exist/,
  );
  expect(calm.errors.ranked).toEqual([]);

  const slower = await compare(windows(second, slow));
  expect(slower.after.meanMs).toBeGreaterThan(slower.before.meanMs + 100);
  const [worst] = slower.statements.ranked;
  expect(worst?.contributionMs).toBeGreaterThan(20);
  expect(worst?.statement).toMatch(/^(SELECT|INSERT|UPDATE)/);
  // Every query got slower and nothing else did: statements explain most of the change.
  const change = slower.after.meanMs - slower.before.meanMs;
  expect(Math.abs(slower.statements.elsewhereMs)).toBeLessThan(change / 2);
  expect(slower.latency.ranked.length).toBeGreaterThan(0);
  expect(slower.errors.ranked).toEqual([]);
  // No value of any statement: neither a text nor a number behind a comparison.
  for (const { statement } of slower.statements.ranked) expect(statement).not.toMatch(/'|[=<>] ?\d/);

  const broken = await compare(windows(second, failing));
  const errors = broken.errors.ranked.map(({ key, value }) => `${key} ${value}`);
  expect(errors).toContain("http.route /api/tasks/");
  expect(errors.some((name) => name.startsWith("exception.type"))).toBe(true);
  expect(broken.errors.ranked.every(({ contribution }) => contribution > 0)).toBe(true);

  const tasks = await compare(windows(second, failing), "GET /api/tasks/");
  expect(tasks.after.failed / tasks.after.requests).toBeGreaterThan(0.7);
  expect(tasks.before.failed).toBe(0);
  const failed = tasks.statements.ranked.filter(({ after }) => after.failed > 0);
  expect(tasks.route).toBe("GET /api/tasks/");
  expect(failed.length + tasks.errors.ranked.length).toBeGreaterThan(0);
}, 150_000);

it("costs Jaeger eight searches of at most twenty traces and an hour, one at a time", async () => {
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  const dayMs = 24 * 3_600_000;
  const before = { startMs: nowMs - 2 * dayMs, endMs: nowMs - dayMs };
  const asked = proxy.searches().length;
  const found = readyValue(await loadTraceCompare(windows(before, { startMs: before.endMs, endMs: nowMs }), null));
  expect(found).toMatchObject({ enough: false, reason: expect.stringContaining("0 requests with a trace before") });
  expect(found?.looked).toContain("the newest hour of each quarter only");
  const searches = proxy.searches().slice(asked);
  expect(searches).toHaveLength(8);
  for (const { searchParams } of searches) {
    expect(Number(searchParams.get("limit"))).toBeLessThanOrEqual(20);
    expect(Number(searchParams.get("end")) - Number(searchParams.get("start"))).toBeLessThanOrEqual(3_600_000_000);
  }
  expect(proxy.load.most).toBe(1);
});

it("is unknown without Jaeger", async () => {
  await stopJaeger();
  const past = { startMs: Date.now() - 7.2e6, endMs: Date.now() - 3.6e6 };
  const found = await loadTraceCompare(windows(past, past), null);
  expect(found).toMatchObject({ state: "error", failure: { source: "jaeger" } });
});
