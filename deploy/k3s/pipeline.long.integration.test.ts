import { randomBytes } from "node:crypto";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadLanes } from "@/lib/dependencies/load-lanes";
import { loadQueue } from "@/lib/gate/load-queue";
import { cli, createGateWorld, newToken } from "@/lib/gate/testing/gate-world";
import { searchTraces } from "@/lib/jaeger/search-traces";
import { loadOverview } from "@/lib/oncall/load-overview";
import { defaultLaneThresholds } from "@/lib/plan/thresholds";
import { disableToken } from "@/lib/tokens/disable-token";
import { freePort } from "@/scripts/process/free-port.mjs";
import { type Started, startAndWait } from "@/scripts/process/start-and-wait.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";
import { writeTargets } from "@/scripts/programs/write-scrape-config.mjs";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { obtainOwnProgram } from "@/scripts/setup/obtain-own-program.mjs";
import { startManifestVmagent } from "./testing/start-manifest-vmagent";

// The way of honeyDue's signals as it is handed out: the Go API of deploy/honeydue and the vmagent of deploy/k3s, both
// with the token of one Secret's file, through the gate.
const directory = temporaryDir();
const file = (name: string) => path.join(directory, name);
const tokenFile = file("OBS_INGEST_TOKEN");
let world: Awaited<ReturnType<typeof createGateWorld>>;
let metrics: Awaited<ReturnType<typeof startVictoriaMetrics>>;
let jaeger: Started;
let api: Started;
let vmagent: Started;
let first: Awaited<ReturnType<typeof newToken>>;

async function startApi(listen: string, tracesUrl: string): Promise<Started> {
  const env = {
    LISTEN: listen,
    OBS_TRACES_URL: tracesUrl,
    OBS_INGEST_TOKEN_FILE: tokenFile,
    APP_ENV: "development",
    APP_VERSION: "v1.4.2",
    OTEL_BSP_SCHEDULE_DELAY: "200",
  };
  const command = await obtainOwnProgram("example");
  const [url, logFile] = [`http://${listen}`, file("api.log")];
  return startAndWait({ name: "api", command, args: [], env, logFile, url, readyUrl: `${url}/api/health/` });
}

beforeAll(async () => {
  const [otlpPort, metricsPort] = [await freePort(), await freePort()];
  metrics = await startVictoriaMetrics({ port: metricsPort, dataDir: file("vm") });
  jaeger = await startJaeger({ queryPort: await freePort(), otlpPort, dataDir: file("jaeger") });
  vi.stubEnv("VICTORIAMETRICS_URL", metrics.url);
  vi.stubEnv("JAEGER_URL", jaeger.url);
  const listen = `127.0.0.1:${await freePort()}`;
  vi.stubEnv("API_HEALTH_URL", `http://${listen}/api/health/`);
  vi.stubEnv("OBS_SCRAPE_INTERVAL_SECONDS", "1");
  vi.stubEnv("OBS_VERDICT_WINDOW_SECONDS", "60");
  world = await createGateWorld({ vmUrl: metrics.url, otlpUrl: `http://127.0.0.1:${otlpPort}` });
  first = await newToken();
  writeFileSync(tokenFile, first.token, { mode: 0o600 });
  api = await startApi(listen, `${world.url}/v1/traces`);
  const targetsFile = file("targets.json");
  writeTargets(targetsFile, [new URL(api.url).host]);
  const port = await freePort();
  vmagent = await startManifestVmagent({ port, gateUrl: world.url, tokenFile, targetsFile, dataDir: file("vmagent") });
}, 300_000);

afterAll(async () => {
  await Promise.all([vmagent?.stop(), api?.stop(), world?.remove(), metrics?.stop(), jaeger?.stop()]);
});

const ask = (target: string, method = "GET") => fetch(`${api.url}${target}`, { method });
const newestTrace = (operation: string) =>
  poll(operation, async () => {
    const query = { service: "honeydue-api", operation, limit: 1, startMs: Date.now() - 600_000, endMs: Date.now() };
    return (await searchTraces(query, { fresh: true })).traces[0];
  });

describe("the signals of the Go snippets", () => {
  test("turn the console green: the verdict, its three witnesses, every lane", { timeout: 120_000 }, async () => {
    for (let sent = 0; sent < 30; sent += 1) {
      expect((await ask("/api/documents/?device=abc", "POST")).status).toBe(201);
      expect((await ask("/api/documents/")).status).toBe(200);
    }
    // The first scrape shows what was before it; counting begins with the second.
    await vi.waitFor(
      async () => {
        await ask("/api/documents/?device=abc", "POST");
        const { verdict, witnesses, routes } = await loadOverview({ range: "15m", fresh: true });
        expect(witnesses.list.map(({ name, health }) => `${name} ${health}`)).toEqual([
          "scrape ok",
          "spans ok",
          "probe ok",
        ]);
        expect(verdict.word).toBe("UP");
        expect(routes.state === "ready" && routes.value.map(({ name }) => name)).toContain("POST /api/documents/");
        const lanes = await loadLanes(defaultLaneThresholds, { fresh: true });
        if (lanes.state !== "ready") throw new Error(`lanes are ${lanes.state}`);
        expect(lanes.value.notReached).toEqual([]);
        expect(lanes.value.lanes.map(({ name, health }) => `${name} ${health}`)).toEqual([
          "database ok",
          "b2 ok",
          "push ok",
          "jobs ok",
        ]);
      },
      { timeout: 45_000, interval: 500 },
    );
  });

  test("are spans as the console reads them, without people's data, and jobs that lead back to their request", async () => {
    const trace = await newestTrace("POST /api/documents/");
    const names = trace.spans.map(({ name }) => name);
    for (const name of ["service.CreateDocument", "gorm.Create", "b2.PutObject", "apns.send"])
      expect(names).toContain(name);
    expect(JSON.stringify(trace)).toContain("INSERT INTO");
    expect(JSON.stringify(trace)).not.toMatch(/private words|"abc"/);
    const job = (await newestTrace("asynq.document:thumbnail")).spans[0];
    expect(job).toMatchObject({
      kind: "consumer",
      tags: { "task.type": "document:thumbnail", retry_count: 0, payload_size: 8 },
    });
    expect(job?.links[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  test("go on with the next token of the Secret, without a restart", async () => {
    const successor = await newToken();
    writeFileSync(tokenFile, successor.token);
    await disableToken(cli, first.publicId);
    expect((await ask("/api/broken/")).status).toBe(500);
    const trace = await newestTrace("GET /api/broken/");
    expect(trace.spans[0]?.tags).toMatchObject({ error: true, "http.response.status_code": 500 });
    await vi.waitFor(
      async () => expect(await stored(`http_request_duration_seconds_count{route="/api/broken/"}`)).not.toEqual([]),
      { timeout: 20_000 },
    );
  });
});

/** Values stored of a series, by time. */
async function stored(series: string): Promise<number[]> {
  await metrics.flush();
  const text = await (await fetch(`${metrics.url}/api/v1/export?match[]=${encodeURIComponent(series)}`)).text();
  const samples = text.split("\n").flatMap((line) => {
    if (line === "") return [];
    const { values, timestamps } = JSON.parse(line) as { values: number[]; timestamps: number[] };
    return values.map((value, index) => [timestamps[index] ?? 0, value] as const);
  });
  return [...new Map(samples).values()];
}

/** Compressed as badly as anything: 140 series of 30 labels, 4 MB; only the value and the time differ from call to call. */
const labels = () => Array.from({ length: 30 }, (_, at) => `l${at}="${randomBytes(750).toString("base64")}"`).join(",");
const heads = Array.from({ length: 140 }, (_, at) => `outage_filler{series="${at}",${labels()}}`);
const startMs = Date.now() - 3_600_000;

async function feedVmagent(from: number, count: number): Promise<void> {
  for (let batch = from; batch < from + count; batch += 1) {
    const body = heads.map((head) => `${head} ${batch} ${startMs + batch * 1000}\n`).join("");
    const answer = await fetch(`${vmagent.url}/api/v1/import/prometheus`, { method: "POST", body });
    expect(answer.status).toBe(204);
  }
}

const arrived = () => stored('outage_filler{series="0"}');
const queueBytes = () =>
  readdirSync(file("vmagent/queue"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);

describe("the queue of vmagent while the gate is away", () => {
  test("loses nothing within its bound", { timeout: 120_000 }, async () => {
    await world.gate().stop();
    await feedVmagent(0, 15);
    await world.restartGate();
    const all = Array.from({ length: 15 }, (_, batch) => batch);
    await vi.waitFor(async () => expect(await arrived()).toEqual(all), { timeout: 60_000, interval: 500 });
    expect(await loadQueue({ fresh: true })).toMatchObject({ state: "ready", value: { droppedBytes: 0 } });
  });

  test("beyond its bound drops the oldest, keeps the disk's bound, and the console says so", {
    timeout: 240_000,
  }, async () => {
    await world.gate().stop();
    const [begin, count] = [15, 225];
    await feedVmagent(begin, count);
    expect(queueBytes()).toBeLessThan(1200 * 1024 ** 2);
    await world.restartGate();
    const newest = begin + count - 1;
    await vi.waitFor(async () => expect(await arrived()).toContain(newest), { timeout: 120_000, interval: 1000 });
    await vi.waitFor(
      async () => {
        const queue = await loadQueue({ fresh: true });
        expect(queue.state === "ready" && queue.value.droppedBytes).toBeGreaterThan(10e6);
      },
      { timeout: 60_000, interval: 500 },
    );
    const there = new Set(await arrived());
    const missing = Array.from({ length: count }, (_, at) => begin + at).filter((batch) => !there.has(batch));
    // The oldest, but for what the senders and the queue's memory already held when the gate went away.
    expect(missing.length).toBeGreaterThan(5);
    expect((missing.at(-1) ?? 0) - begin).toBeLessThan(missing.length + 20);
  });
});
