import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "./free-port.mjs";
import { generateToken } from "./generate-token.mjs";
import type { Started } from "./start-and-wait.mjs";
import { startJaeger } from "./start-jaeger.mjs";
import { startNginxGate } from "./start-nginx-gate.mjs";
import { stopEverything } from "./start-process.mjs";
import { startVictoriaMetrics } from "./start-victoria-metrics.mjs";
import { startVmagent } from "./start-vmagent.mjs";
import { poll, temporaryDir } from "./test-helpers";
import { writeTargets } from "./write-scrape-config.mjs";

const directory = temporaryDir();
const file = (name: string) => path.join(directory, name);
const tokenFile = file("secret/token");
const targetsFile = file("targets.json");
const token = generateToken(tokenFile);
let metrics: Started;
let jaeger: Started;
let gate: Started;
let api: Server;

beforeAll(async () => {
  api = createServer((_, response) => response.end("honeydue_test_total 42\n"));
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const otlpPort = await freePort();
  metrics = await startVictoriaMetrics({ port: await freePort(), dataDir: file("vm"), selfScrapeSeconds: 1 });
  jaeger = await startJaeger({ queryPort: await freePort(), otlpPort, dataDir: file("jaeger") });
  const otlpUrl = `http://127.0.0.1:${otlpPort}`;
  gate = await startNginxGate({ port: await freePort(), vmUrl: metrics.url, otlpUrl, tokenFile, dir: file("gate") });
  writeTargets(targetsFile, []);
});

afterAll(async () => {
  await stopEverything();
  api.close();
});

/** Value of an instant query's only series; undefined while there is none. */
async function newestValue(query: string): Promise<string | undefined> {
  const response = await fetch(`${metrics.url}/api/v1/query?nocache=1&query=${encodeURIComponent(query)}`);
  const body = (await response.json()) as { data: { result: { value: [number, string] }[] } };
  return body.data.result[0]?.value[1];
}

test("what vmagent pushes arrives; a wrong token is retried until the file holds the right one", async () => {
  const ownToken = file("secret/vmagent-token");
  writeFileSync(ownToken, "w".repeat(64), { mode: 0o600 });
  const vmagent = await startVmagent({
    port: await freePort(),
    remoteWriteUrl: `${gate.url}/api/v1/write`,
    tokenFile: ownToken,
    scrapeIntervalSeconds: 1,
    targetsFile,
    dataDir: file("vmagent"),
  });
  const refused = /vmagent_remotewrite_requests_total\{[^}]*status_code="401"[^}]*\} [1-9]/;
  await poll("a refused push", async () => {
    const text = await (await fetch(`${vmagent.url}/metrics`)).text();
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

test("a trace posted as OTLP JSON arrives in Jaeger, and Jaeger does not trace itself", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
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
  const response = await fetch(`${gate.url}/v1/traces`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] }),
  });
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
