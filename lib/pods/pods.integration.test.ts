import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DemoUnderTest, runDemo } from "@/demo/testing/run-demo";
import { db } from "@/lib/db/client";
import { readyValue } from "@/lib/measured";
import { loadOverview } from "@/lib/oncall/load-overview";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { thresholdsSetting } from "@/lib/settings/load-thresholds";
import { bucketQuantile } from "@/lib/stats/bucket-quantile";
import { slotStartMs } from "@/lib/upstream/slot";
import { podBuckets, podFacts, podP95 } from "@/lib/victoriametrics/promql/pods";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { startVmagent } from "../../scripts/programs/start-vmagent.mjs";
import { writeTargets } from "../../scripts/programs/write-scrape-config.mjs";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { loadPods } from "./load-pods";
import { podIdOf, readPodFacts } from "./read-facts";
import type { PodRow, PodsNow } from "./types";

const dir = mkdtempSync(path.join(tmpdir(), "obs-pods-"));
const targetsFile = path.join(dir, "targets.json");
const names = ["api-1", "api-2", "api-3"];
const pods: DemoUnderTest[] = [];
const patience = { timeout: 90_000, interval: 500 };
// Nobody listens: Jaeger and the traces path are down in this file.
let nobody = "";

const startPod = (name: string, port?: number) =>
  runDemo({
    otlpUrl: `${nobody}/v1/traces`,
    requestsPerSecond: 15,
    hostName: name,
    port,
    logFile: path.join(dir, name),
  });
const target = (index: number) => ({ address: pods[index]?.address ?? "", pod: names[index] ?? "" });

beforeAll(async () => {
  nobody = `http://127.0.0.1:${await freePort()}`;
  const { url } = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, {
    VICTORIAMETRICS_URL: url,
    JAEGER_URL: nobody,
    DATABASE_URL: databaseUrl,
    OBS_DATA_DIR: dir,
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    OBS_VERDICT_WINDOW_SECONDS: "20",
    OBS_LOG_LEVEL: "silent",
  });
  const value = JSON.stringify({ ...defaultThresholds, metricsStaleSeconds: 8 });
  await db().setting.create({ data: { key: thresholdsSetting.key, value } });
  pods.push(...(await Promise.all(names.map((name) => startPod(name)))));
  writeFileSync(path.join(dir, "token"), "none");
  writeTargets(targetsFile, [0, 1, 2].map(target));
  await startVmagent({
    port: await freePort(),
    remoteWriteUrl: `${url}/api/v1/write`,
    tokenFile: path.join(dir, "token"),
    scrapeIntervalSeconds: 1,
    targetsFile,
    dataDir: path.join(dir, "vmagent"),
  });
});
afterAll(async () => {
  await stopEverything();
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

const report = () => loadPods({ range: "15m", fresh: true });
const now = async (): Promise<PodsNow | undefined> => readyValue((await report()).now);
const row = async (name: string): Promise<PodRow | undefined> =>
  readyValue((await report()).pods)?.find((pod) => pod.name === name);

it("shows three pods alike, each with its figures, while Jaeger is down", async () => {
  await expect.poll(now, patience).toMatchObject({ pods: 3, compared: 3, outliers: [] });
  const { pods: rows, charts } = await report();
  expect(readyValue(rows)?.map(({ name, word }) => [name, word])).toEqual(names.map((name) => [name, "up"]));
  for (const pod of readyValue(rows) ?? []) {
    expect(pod).toMatchObject({ restarts: 0, pod: pod.name, version: null });
    expect(pod.ratePerSecond).toBeGreaterThan(5);
    for (const figure of ["goroutines", "heapBytes", "rssBytes", "openFds", "maxFds", "cpuCores"] as const) {
      expect(pod[figure], figure).toBeGreaterThan(0);
    }
  }
  expect(charts.map(({ series }) => readyValue(series)?.lines.map(({ name }) => name))).toEqual([names, names, names]);
  const versions = async () => (await report()).versions;
  await expect.poll(versions, patience).toMatchObject({ state: "error", failure: { source: "jaeger" } });
});

it("draws a quantile where VictoriaMetrics draws it", async () => {
  // Some seconds ago, so that no scrape of that time is still under way between the two questions.
  const at = () => ({ atMs: slotStartMs(Date.now() - 4000, 1000) });
  const load = async ({ atMs }: { atMs: number }) => {
    const asked = [podFacts(20), podBuckets(20)].map((promql) => queryInstant(promql, { atMs }));
    return readPodFacts((await Promise.all(asked)).flat());
  };
  await expect.poll(async () => (await load(at())).length, patience).toBe(3);
  const when = at();
  const [facts, theirP95] = [await load(when), await queryInstant(podP95(20), when)];
  const theirs = new Map(theirP95.map(({ labels, value }) => [podIdOf(labels), value]));
  expect(facts).toHaveLength(3);
  for (const { id, buckets } of facts)
    expect((bucketQuantile(buckets, 0.95) ?? 0) * 1000).toBeCloseTo(theirs.get(id) ?? 0, 6);
});

it("names the one that fails, on its page and in the verdict, and nothing of the others", async () => {
  await pods[1]?.putFault("error-spike", { route: "GET /api/tasks/", ratio: 0.9 });
  await expect.poll(now, patience).toMatchObject({
    outliers: [{ name: "api-2", kind: "errors", text: expect.stringMatching(/errors against .*two others/) }],
  });
  const { verdict, pods: judged } = await loadOverview({ range: "15m", fresh: true });
  expect(readyValue(judged)?.outliers).toHaveLength(1);
  const clause = verdict.clauses.find(({ href }) => href === "/pods");
  expect(clause).toMatchObject({
    health: "warn",
    text: expect.stringMatching(/^One bad pod: api-2, [\d.]+ % errors against/),
  });
  expect(await row("api-2")).toMatchObject({ health: "warn", word: "outlier" });
  expect(await row("api-1")).toMatchObject({ health: "ok", word: "up" });
  await pods[1]?.faultsOff();
});

it("counts a restart, and keeps a pod that is gone with when it was last seen", async () => {
  const second = pods[1];
  const third = pods[2];
  if (!second || !third) throw new Error("three pods were started");
  const startedAtMs = (await row("api-2"))?.startedAtMs ?? 0;
  await second.stop();
  pods[1] = await startPod("api-2", Number(second.address.split(":")[1]));
  process.kill(third.pid, "SIGKILL");
  await expect.poll(() => row("api-3"), patience).toMatchObject({ word: "not answering", health: "bad" });
  writeTargets(targetsFile, [0, 1].map(target));
  await expect.poll(() => row("api-3"), patience).toMatchObject({ word: "gone", health: "unknown" });
  const gone = await row("api-3");
  expect(gone?.reasons[0]).toMatch(/^Last seen \d+ s ago/);
  expect(gone?.requests).toBeGreaterThan(0);
  const restarted = await row("api-2");
  expect(restarted).toMatchObject({ restarts: 1, word: expect.stringMatching(/up|outlier/) });
  expect(restarted?.startedAtMs).toBeGreaterThan(startedAtMs);
  expect(await row("api-1")).toMatchObject({ restarts: 0 });
});
