import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mapTrace } from "@/lib/jaeger/map-trace";
import { rootSpan } from "@/lib/jaeger/root";
import { tracesSchema } from "@/lib/jaeger/schema";
import type { Span, Trace } from "@/lib/jaeger/trace";
import { freePort } from "../scripts/stack/free-port.mjs";
import { startDemo } from "../scripts/stack/start-demo.mjs";
import { startJaeger } from "../scripts/stack/start-jaeger.mjs";
import { stopEverything } from "../scripts/stack/start-process.mjs";
import { type Family, readFamilies } from "./testing/read-families";

const dir = mkdtempSync(path.join(tmpdir(), "obs-demo-"));
const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, "fixtures", name), "utf8");
let demoUrl = "";
let controlUrl = "";
let jaegerUrl = "";

beforeAll(async () => {
  const [port, controlPort] = [await freePort(), await freePort()];
  const jaeger = await startJaeger({
    queryPort: await freePort(),
    otlpPort: await freePort(),
    dataDir: path.join(dir, "jaeger"),
  });
  const tokenFile = path.join(dir, "token");
  writeFileSync(tokenFile, "unused-by-jaeger");
  const env = { DEMO_CONTROL_PORT: String(controlPort), DEMO_BATCH_DELAY_MS: "200" };
  const demo = await startDemo({ port, otlpUrl: jaeger.otlpUrl, tokenFile, requestsPerSecond: 40, env });
  demoUrl = demo.url;
  controlUrl = `http://127.0.0.1:${controlPort}/demo/faults`;
  jaegerUrl = jaeger.url;
});

afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

async function scrape(): Promise<Map<string, Family>> {
  const response = await fetch(`${demoUrl}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
  return readFamilies(await response.text());
}

async function searchJaeger(operation: string): Promise<Trace[]> {
  const query = new URLSearchParams({ service: "honeydue-api", operation, limit: "10" });
  const response = await fetch(`${jaegerUrl}/api/traces?${query}`);
  return tracesSchema.parse(await response.json()).data.map(mapTrace);
}

const putFault = (name: string, body = "{}") => fetch(`${controlUrl}/${name}`, { method: "PUT", body });
const shapeOf = (trace: Trace) => {
  const nameOf = (id: string | null) => trace.spans.find(({ spanId }) => spanId === id)?.name ?? null;
  const spans = trace.spans.map((span) => `${nameOf(span.parentSpanId)} > ${span.name} (${span.kind})`);
  // Spans that begin in the same millisecond have no order.
  return spans.sort();
};
const keysOf = (span: Span | null) => Object.keys(span?.tags ?? {}).sort();

describe("the demo's metrics", () => {
  it("have the names, types, labels and buckets of the Go program", async () => {
    const real = readFamilies(fixture("honeydue-api.prom"));
    // Node has neither Go's memory statistics nor the kernel's network counters.
    const wanted = [...real].filter(([name]) => !/^(go_|process_(network|virtual_memory_max))/.test(name));
    // A series appears with its first observation, so the rarer ones take a moment.
    const differing = async () => {
      const ours = await scrape();
      return wanted
        .filter(([name, family]) => !isDeepStrictEqual(ours.get(name), family))
        .map(([name]) => [name, ours.get(name)]);
    };
    await expect.poll(differing, { timeout: 30_000 }).toEqual([]);
  });

  it("lose asynq's part when Redis is down, while the scrape still succeeds", async () => {
    await putFault("redis-down");
    const names = [...(await scrape()).keys()];
    await fetch(controlUrl, { method: "DELETE" });
    expect(names.some((name) => name.startsWith("asynq_"))).toBe(false);
    expect(names).toContain("http_request_duration_seconds");
  });
});

describe("the demo's traces", () => {
  it("nest as the Go program's do, with the same kinds and attributes", async () => {
    const [real] = tracesSchema.parse(JSON.parse(fixture("post-documents-nested.json"))).data.map(mapTrace);
    if (!real) throw new Error("the fixture holds no trace");
    await expect
      .poll(async () => (await searchJaeger("POST /api/documents/")).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const [ours] = await searchJaeger("POST /api/documents/");
    if (!ours) throw new Error("no trace");
    expect(shapeOf(ours)).toEqual(shapeOf(real));
    expect(keysOf(rootSpan(ours))).toEqual(keysOf(rootSpan(real)));
    for (const name of ["b2.PutObject", "apns.send", "gorm.Create"]) {
      const find = (trace: Trace) => trace.spans.find((span) => span.name === name) ?? null;
      expect([name, keysOf(find(ours))]).toEqual([name, keysOf(find(real))]);
    }
  });

  it("link a job to the request that enqueued it, in a trace of its own", async () => {
    await expect
      .poll(async () => (await searchJaeger("asynq.document:thumbnail")).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const [job] = await searchJaeger("asynq.document:thumbnail");
    const root = job && rootSpan(job);
    expect(root?.kind).toBe("consumer");
    expect(root?.links[0]?.traceId).not.toBe(job?.traceId);
  });

  it("show a rejected push as an error inside a healthy request", async () => {
    await putFault("apns-bad-device-token");
    const failedPush = async () => {
      const traces = await searchJaeger("POST /api/documents/");
      return traces.find(({ spans }) => spans.some((span) => span.name === "apns.send" && span.tags.error === true));
    };
    await expect.poll(async () => (await failedPush()) !== undefined, { timeout: 30_000 }).toBe(true);
    await fetch(controlUrl, { method: "DELETE" });
    const found = await failedPush();
    expect(found && rootSpan(found)?.tags).toMatchObject({ "http.response.status_code": 201 });
  });
});

describe("the demo's outages", () => {
  it("go down without taking the control endpoint along, and come back", async () => {
    await putFault("api-down");
    await expect(fetch(`${demoUrl}/api/health/`)).rejects.toThrow();
    await expect(fetch(`${demoUrl}/metrics`)).rejects.toThrow();
    await fetch(controlUrl, { method: "DELETE" });
    expect((await fetch(`${demoUrl}/api/health/`)).status).toBe(200);
  });
});
