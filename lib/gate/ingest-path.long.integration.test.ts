import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { freePort } from "@/scripts/process/free-port.mjs";
import { runCommand } from "@/scripts/process/run-command.mjs";
import type { Started } from "@/scripts/process/start-and-wait.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";
import { startVmagent } from "@/scripts/programs/start-vmagent.mjs";
import { writeTargets } from "@/scripts/programs/write-scrape-config.mjs";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { obtainOwnProgram } from "@/scripts/setup/obtain-own-program.mjs";
import { cli, createGateWorld, newToken } from "./testing/gate-world";

const directory = temporaryDir();
const file = (name: string) => path.join(directory, name);
const ownToken = file("vmagent-token");
const targetsFile = file("targets.json");
const cacheSeconds = 2;
const consoleAwayMs = 120_000;
let world: Awaited<ReturnType<typeof createGateWorld>>;
let metrics: Awaited<ReturnType<typeof startVictoriaMetrics>>;
let jaeger: Started;
let vmagent: Started | undefined;
let api: Server;
let token = "";
let publicId = "";
/** What the target has shown so far: one more at every scrape. */
let scrapes = 0;
let otlpSender = "";
let metricsPort = 0;

const startMetrics = () => startVictoriaMetrics({ port: metricsPort, dataDir: file("vm"), selfScrapeSeconds: 1 });

beforeAll(async () => {
  otlpSender = await obtainOwnProgram("otlp-sender");
  api = createServer((_, response) => {
    scrapes += 1;
    response.end(`honeydue_test_total 42\nhoneydue_scrapes_total ${scrapes}\n`);
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const otlpPort = await freePort();
  metricsPort = await freePort();
  metrics = await startMetrics();
  jaeger = await startJaeger({ queryPort: await freePort(), otlpPort, dataDir: file("jaeger") });
  world = await createGateWorld({ vmUrl: metrics.url, otlpUrl: `http://127.0.0.1:${otlpPort}`, cacheSeconds });
  ({ token, publicId } = await newToken());
  writeTargets(targetsFile, []);
}, 300_000);

afterAll(async () => {
  await Promise.all([vmagent?.stop(), metrics?.stop(), jaeger?.stop(), world?.remove()]);
  api.close();
});

/** Value of an instant query's only series; undefined while there is none. */
async function newestValue(query: string): Promise<string | undefined> {
  const response = await fetch(`${metrics.url}/api/v1/query?nocache=1&query=${encodeURIComponent(query)}`);
  const body = (await response.json()) as { data: { result: { value: [number, string] }[] } };
  return body.data.result[0]?.value[1];
}

test("what vmagent pushes arrives; a wrong token is retried until the file holds the right one", async () => {
  writeFileSync(ownToken, "w".repeat(64), { mode: 0o600 });
  vmagent = await startVmagent({
    port: await freePort(),
    remoteWriteUrl: `${world.url}/api/v1/write`,
    tokenFile: ownToken,
    scrapeIntervalSeconds: 1,
    targetsFile,
    dataDir: file("vmagent"),
  });
  const refused = /vmagent_remotewrite_requests_total\{[^}]*status_code="401"[^}]*\} [1-9]/;
  await poll("a refused push", async () => {
    const text = await (await fetch(`${vmagent?.url}/metrics`)).text();
    return refused.test(text) ? true : undefined;
  });
  expect(await newestValue(`up{job="vmagent"}`)).toBeUndefined();
  writeFileSync(ownToken, token);
  expect(await poll("vmagent's own metrics", () => newestValue(`up{job="vmagent"}`))).toBe("1");
});

test("a target that file discovery adds is scraped, and vanishes when it is taken away", async () => {
  const { port } = api.address() as AddressInfo;
  writeTargets(targetsFile, [`127.0.0.1:${port}`]);
  expect(await poll("the target", () => newestValue(`honeydue_test_total{job="honeydue-api"}`))).toBe("42");
  writeTargets(targetsFile, []);
  await poll("its end", async () => ((await newestValue(`up{job="honeydue-api"}`)) === undefined ? true : undefined));
  expect(await newestValue(`up{job="vmagent"}`)).toBe("1");
});

function sendSpan(traceId: string): Promise<Response> {
  const now = BigInt(Date.now()) * 1_000_000n;
  const span = {
    traceId,
    spanId: "b7ad6b7169203331",
    name: "GET /api/tasks/",
    kind: 2,
    startTimeUnixNano: String(now - 5_000_000n),
    endTimeUnixNano: String(now),
  };
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "honeydue-api" } }] };
  return fetch(`${world.url}/v1/traces`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] }),
  });
}

test("a trace posted as OTLP JSON arrives in Jaeger, and Jaeger does not trace itself", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const response = await sendSpan(traceId);
  expect(response.status).toBe(200);
  const names = await poll("the trace", async () => {
    const answer = await fetch(`${jaeger.url}/api/traces/${traceId}`);
    if (!answer.ok) return undefined;
    const body = (await answer.json()) as { data: { spans: { operationName: string }[] }[] };
    return body.data[0]?.spans.map((found) => found.operationName);
  });
  expect(names).toEqual(["GET /api/tasks/"]);
  const services = (await (await fetch(`${jaeger.url}/api/services`)).json()) as { data: string[] };
  expect(services.data).toEqual(["honeydue-api"]);
});

/** What is stored of a series, by time: a block that was sent twice is there once, staleness markers are left out. */
async function storedSamples(series: string): Promise<[atMs: number, value: number][]> {
  await metrics.flush();
  const text = await (await fetch(`${metrics.url}/api/v1/export?match[]=${encodeURIComponent(series)}`)).text();
  const samples = new Map<number, number>();
  for (const line of text.split("\n").filter(Boolean)) {
    const { values, timestamps } = JSON.parse(line) as { values: (number | null)[]; timestamps: number[] };
    values.forEach((value, index) => {
      if (value !== null) samples.set(timestamps[index] ?? 0, value);
    });
  }
  return [...samples].sort(([one], [other]) => one - other);
}

const scraped = (more: number) => {
  const goal = scrapes + more;
  return poll(`${more} more scrapes`, async () => (scrapes >= goal ? true : undefined), 90_000);
};

test("nothing is lost while the console is dead for 2 min, VictoriaMetrics restarts, the token rotates and nginx reloads", {
  timeout: 400_000,
}, async () => {
  const { port } = api.address() as AddressInfo;
  expect((await sendSpan("a".repeat(32))).status).toBe(200);
  const first = scrapes + 1;
  writeTargets(targetsFile, [`127.0.0.1:${port}`]);
  await scraped(2);

  await world.killSide();
  const deadUntil = Date.now() + consoleAwayMs;
  for (let sent = 1; Date.now() < deadUntil; sent += 1) {
    expect((await sendSpan(sent.toString(16).padStart(32, "b"))).status).toBe(200);
    await scraped(1);
  }
  expect(await poll("metrics while the console is dead", async () => newestScrape(4))).toBeDefined();

  await metrics.stop();
  await scraped(3);
  metrics = await startMetrics();
  await world.startSide();

  const successor = await rotateToken(cli, { publicId });
  writeFileSync(ownToken, successor.token);
  world.reloadGate();
  await scraped(3);
  await poll("the queue's end", async () => newestScrape(2), 90_000);

  await expectNothingLost(first);
});

/**
 * Scrapes from `first` on that are not stored. On a machine too slow for its second vmagent itself gives a scrape up:
 * it then never had the sample, and pushes `up` 0 for that moment in the same block that would have held it. So each
 * missing number is excused by a stored `up` 0 of its own between its neighbours, and by nothing else: had the way
 * lost a block, both would be missing.
 */
async function lostScrapes(first: number): Promise<number> {
  const newest = scrapes;
  const stored = (await storedSamples("honeydue_scrapes_total")).filter(([, value]) => value >= first);
  const givenUp = (await storedSamples('up{job="honeydue-api"}')).filter(([, up]) => up === 0).map(([atMs]) => atMs);
  let lost = 0;
  let [beforeMs, before] = [0, first - 1];
  for (const [atMs, value] of stored) {
    const excuses = givenUp.filter((givenUpMs) => givenUpMs > beforeMs && givenUpMs < atMs).length;
    lost += Math.max(0, value - before - 1 - excuses);
    [beforeMs, before] = [atMs, value];
  }
  return lost + Math.max(0, newest - before);
}

/** Every scrape from this one on is stored once. A block may wait for its next attempt while later ones pass it. */
async function expectNothingLost(first: number): Promise<void> {
  await expect.poll(() => lostScrapes(first), { timeout: 90_000, interval: 200 }).toBe(0);
  const values = (await storedSamples("honeydue_scrapes_total")).map(([, value]) => value);
  expect(new Set(values).size, "no value is counted twice").toBe(values.length);
}

/** The newest stored scrape, once it is at most `behind` scrapes behind the target. */
async function newestScrape(behind: number): Promise<number | undefined> {
  const newest = (await storedSamples("honeydue_scrapes_total")).at(-1)?.[1];
  return newest !== undefined && scrapes - newest <= behind ? newest : undefined;
}

test("a cold gate with a console that hangs loses no span of the Go exporter, and no sample, when the console is back in time", {
  timeout: 240_000,
}, async () => {
  const sender = await newToken();
  world.freezeSide();
  await world.restartGate();
  const lastBefore = scrapes;
  const sending = runCommand({
    command: otlpSender,
    args: ["8"],
    env: {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${world.url}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: `Authorization=Bearer ${sender.token}`,
    },
  });
  // A scrape and the exporter's first attempt are refused meanwhile.
  await scraped(2);
  world.thawSide();
  const report = JSON.parse((await sending).trim()) as { traceIds: string[]; failedExports: number };
  expect(report.failedExports).toBe(0);
  for (const traceId of report.traceIds) {
    const found = async () => ((await fetch(`${jaeger.url}/api/traces/${traceId}`)).ok ? true : undefined);
    await poll(`span ${traceId}`, found);
  }
  await expectNothingLost(lastBefore);
});
