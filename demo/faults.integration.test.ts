import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stopEverything } from "../scripts/process/start-process.mjs";
import { type OtlpSink, startOtlpSink } from "./testing/otlp-sink";
import { type DemoUnderTest, runDemo } from "./testing/run-demo";

const dir = mkdtempSync(path.join(tmpdir(), "obs-demo-faults-"));
const logFile = path.join(dir, "demo.log");
let demo: DemoUnderTest;
let sink: OtlpSink;

beforeAll(async () => {
  sink = await startOtlpSink();
  demo = await runDemo({ otlpUrl: sink.url, requestsPerSecond: 0, batchDelayMs: 50, logFile });
});

afterEach(() => demo.faultsOff());

afterAll(async () => {
  await stopEverything();
  sink.close();
  rmSync(dir, { recursive: true, force: true });
});

async function call(method: string, urlPath: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${demo.url}${urlPath}`, { method, headers: { "x-demo-shot": "1", ...headers } });
  await response.text();
  return response.status;
}

/** Observations of a histogram above a bucket's bound. */
async function countAbove(name: string, labels: string, le: number): Promise<number> {
  const all = await demo.sample(`${name}_count{${labels}}`);
  // prom-client writes `le` first.
  const below = await demo.sample(`${name}_bucket{le="${le}",${labels}}`);
  return (all ?? Number.NaN) - (below ?? Number.NaN);
}

describe("each fault shows where on-call would look", () => {
  it("error-spike: the route's 500s, and only that route's", async () => {
    await demo.putFault("error-spike", { route: "GET /api/residences/", ratio: 1 });
    expect(await call("GET", "/api/residences/")).toBe(500);
    expect(await call("GET", "/api/tasks/")).toBe(200);
    const labels = 'method="GET",route="/api/residences/",status="500"';
    expect(await demo.sample(`http_request_duration_seconds_count{${labels}}`)).toBe(1);
  });

  it("slow-route: the route's histogram", async () => {
    await demo.putFault("slow-route", { route: "GET /api/notifications/", addMs: 1100 });
    await call("GET", "/api/notifications/");
    const labels = 'method="GET",route="/api/notifications/",status="200"';
    expect(await countAbove("http_request_duration_seconds", labels, 1)).toBe(1);
  });

  it("slow-db: the queries' histogram, by an addend or a factor", async () => {
    const labels = 'operation="query",table="documents"';
    await demo.putFault("slow-db", { addMs: 300 });
    await call("GET", "/api/documents/");
    expect(await countAbove("gorm_query_duration_seconds", labels, 0.25)).toBe(1);
    await demo.putFault("slow-db", { addMs: 0, factor: 100 });
    await call("GET", "/api/documents/");
    expect(await countAbove("gorm_query_duration_seconds", labels, 0.1)).toBe(2);
  });

  it("b2-failing: failed uploads, and with them the request", async () => {
    await demo.putFault("b2-failing");
    expect(await call("POST", "/api/documents/")).toBe(500);
    expect(await demo.sample('b2_upload_duration_seconds_count{bucket="honeydue-documents",result="error"}')).toBe(1);
  });

  it("apns-bad-device-token: failed pushes inside a healthy request", async () => {
    await demo.putFault("apns-bad-device-token");
    expect(await call("POST", "/api/documents/")).toBe(201);
    expect(await demo.sample('apns_send_duration_seconds_count{result="error"}')).toBe(1);
  });

  it("scrape-hanging: no answer to a scrape, while the API is fine", async () => {
    await demo.putFault("scrape-hanging");
    const scrape = fetch(`${demo.url}/metrics`, { signal: AbortSignal.timeout(500) });
    await expect(scrape).rejects.toThrow(/timeout/);
    expect(await call("GET", "/api/health/")).toBe(200);
    await demo.faultsOff();
    expect(await demo.scrape()).toContain("http_request_duration_seconds");
  });

  it("api-down: every connection is cut, health and scrape included; the control endpoint stays", async () => {
    await demo.putFault("api-down");
    for (const urlPath of ["/api/health/", "/metrics", "/metrics/legacy", "/.env"]) {
      await expect(fetch(`${demo.url}${urlPath}`)).rejects.toThrow("fetch failed");
    }
    await demo.faultsOff();
    expect(await call("GET", "/api/health/")).toBe(200);
  });

  it("redis-down: asynq's series vanish from a scrape that succeeds", async () => {
    await expect.poll(demo.scrape).toContain("asynq_queue_size");
    await demo.putFault("redis-down");
    const text = await demo.scrape();
    expect(text).not.toContain("asynq_");
    expect(text).toContain("http_request_duration_seconds");
    await demo.faultsOff();
    expect(await demo.scrape()).toContain("asynq_queue_size");
  });

  it("traces-stopped: the API answers and counts, but no span of it is sent", async () => {
    const send = (traceId: string) =>
      call("GET", "/api/documents/", { traceparent: `00-${traceId}-00000000000000aa-01` });
    const hasArrived = (traceId: string) =>
      sink.received.some(({ body }) => body.includes(Buffer.from(traceId, "hex")));
    const [silent, heard] = ["51".repeat(16), "52".repeat(16)];
    await demo.putFault("traces-stopped");
    expect(await send(silent)).toBe(200);
    await expect.poll(() => readFileSync(logFile, "utf8")).toContain("spans are dropped");
    expect(hasArrived(silent)).toBe(false);
    await demo.faultsOff();
    await send(heard);
    await expect.poll(() => hasArrived(heard)).toBe(true);
  });
});
