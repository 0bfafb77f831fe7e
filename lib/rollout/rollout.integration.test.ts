import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DemoUnderTest, runDemo } from "@/demo/testing/run-demo";
import { db } from "@/lib/db/client";
import type { CheckCode } from "@/lib/plan/rollout-steps";
import { freePort } from "@/scripts/process/free-port.mjs";
import type { Started } from "@/scripts/process/start-and-wait.mjs";
import { stopEverything } from "@/scripts/process/start-process.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";
import { startVmagent } from "@/scripts/programs/start-vmagent.mjs";
import { writeTargets } from "@/scripts/programs/write-scrape-config.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { evaluateRollout } from "./evaluate-rollout";
import type { CheckState, Rollout } from "./types";

const dir = mkdtempSync(path.join(tmpdir(), "obs-rollout-"));
const patience = { timeout: 45_000, interval: 700 };
let demo: DemoUnderTest;
let jaeger: Started;

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const [vm, started] = await Promise.all([
    startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") }),
    startJaeger({ queryPort: await freePort(), otlpPort: await freePort(), dataDir: path.join(dir, "jaeger/data") }),
  ]);
  jaeger = started;
  demo = await runDemo({
    otlpUrl: started.otlpUrl,
    requestsPerSecond: 25,
    rolloutStep: 0,
    logFile: path.join(dir, "demo"),
  });
  Object.assign(process.env, {
    VICTORIAMETRICS_URL: vm.url,
    JAEGER_URL: started.url,
    DATABASE_URL: databaseUrl,
    OBS_DATA_DIR: dir,
    API_HEALTH_URL: `${demo.url}/api/health/`,
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    OBS_LOG_LEVEL: "silent",
  });
  writeFileSync(path.join(dir, "token"), "none");
  writeTargets(path.join(dir, "targets.json"), [{ address: demo.address, pod: "api-1" }]);
  await startVmagent({
    port: await freePort(),
    remoteWriteUrl: `${vm.url}/api/v1/write`,
    tokenFile: path.join(dir, "token"),
    scrapeIntervalSeconds: 1,
    targetsFile: path.join(dir, "targets.json"),
    dataDir: path.join(dir, "vmagent"),
  });
});
afterAll(async () => {
  await stopEverything();
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

const statesOf = (rollout: Rollout, codes: readonly CheckCode[]) =>
  Object.fromEntries(
    rollout.steps.flatMap(({ checks }) =>
      checks.filter(({ code }) => codes.includes(code)).map(({ code, state }) => [code, state]),
    ),
  );
const look = (codes: readonly CheckCode[]) => async () => statesOf(await evaluateRollout(), codes);
const all = (codes: readonly CheckCode[], state: CheckState) => Object.fromEntries(codes.map((code) => [code, state]));

const metrics = ["metric-http", "metric-gorm", "scrape-interval", "vmagent", "legacy-metrics"] as const;
const requests = ["login-trace", "root-spans"] as const;
const manual = ["span-b2", "span-apns", "span-asynq"] as const;
const queries = ["nested-request", "sql-text", "queries-in-requests"] as const;

it("turns each check when the API gets there", async () => {
  const early: CheckCode[] = ["metric-http", "metric-gorm", ...requests, ...manual, ...queries];
  await expect
    .poll(look(["scrape-interval", ...early]), patience)
    .toEqual({ ...all(early, "not-yet"), "scrape-interval": "met" });

  await demo.goToStep(1);
  const late: CheckCode[] = [...requests, ...manual, ...queries];
  await expect.poll(look([...metrics, ...late]), patience).toEqual({ ...all(metrics, "met"), ...all(late, "not-yet") });

  await demo.goToStep(2);
  const later: CheckCode[] = [...manual, "sql-text", "queries-in-requests"];
  await expect
    .poll(look([...requests, ...later]), patience)
    .toEqual({ ...all(requests, "met"), ...all(later, "not-yet") });

  await demo.goToStep(3);
  await expect.poll(look([...manual, "sql-text"]), patience).toEqual({ ...all(manual, "met"), "sql-text": "not-yet" });
  await expect.poll(look(["nested-request"]), patience).toEqual({ "nested-request": "partly" });

  await demo.goToStep(4);
  const done: CheckCode[] = [
    ...metrics,
    ...requests,
    ...manual,
    ...queries,
    "sampling",
    "metric-b2",
    "metric-apns",
    "metric-fcm",
  ];
  await expect.poll(look(done), patience).toEqual(all(done, "met"));
}, 200_000);

it("has evidence that opens, names what spans give away, and says what is left", async () => {
  const rollout = await evaluateRollout();
  const checks = rollout.steps.flatMap(({ checks: own }) => own);
  for (const check of checks.filter(({ code }) => [...manual, ...queries].some((known) => known === code))) {
    const trace = await fetch(`${jaeger.url}/api/traces/${check.passing?.traceId}`);
    expect(trace.status, check.code).toBe(200);
  }
  expect(rollout.leaks).toMatchObject({ state: "ready" });
  const leaks = rollout.leaks.state === "ready" ? rollout.leaks.value : [];
  expect(leaks.map(({ kind, attribute }) => `${kind} ${attribute}`)).toContain("e-mail db.statement");
  expect(JSON.stringify(leaks)).not.toContain("@example.com");
  expect(rollout.summary).toMatch(/^No step is done yet; (of )?step 1/);
  expect(rollout.skips.map(({ verdict }) => verdict)).not.toContain("revisit");
});

it("calls what is taken back regressed, with what was seen last, and what cannot be asked unknown", async () => {
  await demo.goToStep(0);
  await expect
    .poll(look(["metric-http", "metric-gorm"]), patience)
    .toEqual(all(["metric-http", "metric-gorm"], "regressed"));
  const rollout = await evaluateRollout();
  const http = rollout.steps[0]?.checks.find(({ code }) => code === "metric-http");
  expect(http?.memory?.lostAtMs).toBeGreaterThan(Date.now() - 60_000);
  expect(rollout.history[0]).toMatchObject({ from: "met", to: "regressed" });
  expect(rollout.summary).toContain("lost: ");
  expect(rollout.summary).toContain("HTTP requests by route");

  await jaeger.stop();
  const dark: CheckCode[] = [...requests, ...manual, ...queries, "sampling"];
  await expect.poll(look(dark), patience).toEqual(all(dark, "unknown"));
  await demo.goToStep(4);
  await expect.poll(look(["metric-http"]), patience).toEqual({ "metric-http": "met" });
}, 120_000);
