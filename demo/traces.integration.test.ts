import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../scripts/process/free-port.mjs";
import { stopEverything } from "../scripts/process/start-process.mjs";
import { startJaeger } from "../scripts/programs/start-jaeger.mjs";
import {
  getTrace,
  parseTraces,
  processTagsOf,
  type RawTrace,
  rootOf,
  searchTraces,
  shapeOf,
  tagOf,
} from "./testing/jaeger-traces";
import { type DemoUnderTest, runDemo } from "./testing/run-demo";

const dir = mkdtempSync(path.join(tmpdir(), "obs-demo-"));
let jaegerUrl = "";
let demo: DemoUnderTest;

beforeAll(async () => {
  const ports = { queryPort: await freePort(), otlpPort: await freePort() };
  const jaeger = await startJaeger({ ...ports, dataDir: path.join(dir, "jaeger") });
  jaegerUrl = jaeger.url;
  // No load: each test makes the requests it looks at.
  demo = await runDemo({ otlpUrl: jaeger.otlpUrl, requestsPerSecond: 0 });
});

afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

function readCapture(name: string): RawTrace {
  const [trace] = parseTraces(JSON.parse(readFileSync(path.join(import.meta.dirname, "fixtures", name), "utf8")));
  if (!trace) throw new Error(`${name} holds no trace`);
  return trace;
}

let traces = 0;
/** Sends one request, whose fate `shot` decides, and returns its status and its trace as Jaeger has it. */
async function call(method: string, urlPath: string, shot = 1): Promise<{ status: number; trace: RawTrace }> {
  traces += 1;
  const traceId = `f00d${String(traces).padStart(28, "0")}`;
  const headers = { traceparent: `00-${traceId}-00000000000000aa-01`, "x-demo-shot": String(shot) };
  const response = await fetch(`${demo.url}${urlPath}`, { method, headers });
  await response.text();
  let trace: RawTrace | undefined;
  // The server span ends last, so with it the trace is whole.
  const hasServerSpan = async () => {
    trace = await getTrace(jaegerUrl, traceId);
    return trace?.spans.some((span) => tagOf(span, "span.kind") === "server") ?? false;
  };
  await expect.poll(hasServerSpan, { timeout: 20_000 }).toBe(true);
  if (!trace) throw new Error("no trace");
  return { status: response.status, trace };
}

/** A shot number whose request gets this status. */
async function findShot(method: string, urlPath: string, status: number): Promise<number> {
  const atOnce = 40;
  const statusOf = async (shot: number) => {
    const response = await fetch(`${demo.url}${urlPath}`, { method, headers: { "x-demo-shot": String(shot) } });
    await response.text();
    return { shot, status: response.status };
  };
  for (let first = 1; first < 2000; first += atOnce) {
    const shots = Array.from({ length: atOnce }, (_, index) => first + index);
    const found = (await Promise.all(shots.map(statusOf))).find((answer) => answer.status === status);
    if (found) return found.shot;
  }
  throw new Error(`no request got ${status}`);
}

describe("the demo's traces against captures of the Go program", () => {
  it("POST /api/documents/: the same spans in the same order, kinds, parents, scopes and typed attributes", async () => {
    const real = readCapture("post-documents-nested.json");
    const { status, trace } = await call("POST", "/api/documents/");
    expect(status).toBe(201);
    expect(shapeOf(trace)).toEqual(shapeOf(real));
    expect(processTagsOf(trace)).toEqual(processTagsOf(real));
  });

  it("GET /api/tasks/: one query, then one for each task under the same service, every statement different", async () => {
    const distinct = (trace: RawTrace) => [...new Set(shapeOf(trace).map((span) => JSON.stringify(span)))];
    const { trace } = await call("GET", "/api/tasks/");
    expect(distinct(trace)).toEqual(distinct(readCapture("get-tasks-n-plus-one.json")));
    const queries = trace.spans.filter((span) => tagOf(span, "db.sql.table") === "task_completions");
    expect(queries.length).toBeGreaterThanOrEqual(12);
    expect(new Set(queries.map((span) => tagOf(span, "db.statement"))).size).toBe(queries.length);
  });

  it("a failed GET /api/residences/:id/: one error on every layer, with the preload as a child of its query", async () => {
    const shot = await findShot("GET", "/api/residences/9/", 500);
    const { status, trace } = await call("GET", "/api/residences/9/", shot);
    expect(status).toBe(500);
    expect(shapeOf(trace)).toEqual(shapeOf(readCapture("get-residence-500.json")));
  });
});

describe("the demo's oddities", () => {
  it("a client error has echo.error and no error status, and a missing row is no error of its query", async () => {
    const shot = await findShot("GET", "/api/residences/9/", 404);
    const { trace } = await call("GET", "/api/residences/9/", shot);
    expect(tagOf(rootOf(trace), "echo.error")).toBe("code=404, message=no such residence");
    expect(trace.spans.filter((span) => tagOf(span, "error") === true)).toEqual([]);
  });

  it("a path without a route is named by its method alone, an unknown method is _OTHER", async () => {
    const scanner = rootOf((await call("GET", "/.env")).trace);
    expect([scanner?.operationName, tagOf(scanner, "http.route")]).toEqual(["GET", undefined]);
    const odd = rootOf((await call("PROPFIND", "/api/tasks/")).trace);
    expect(odd?.operationName).toBe("HTTP /api/tasks/");
    expect(tagOf(odd, "http.request.method")).toBe("_OTHER");
    expect(tagOf(odd, "http.request.method_original")).toBe("PROPFIND");
  });

  it("a panic leaves an exception without error status on the service, and no echo.error on the root", async () => {
    const shot = await findShot("POST", "/api/notifications/test/", 500);
    const { trace } = await call("POST", "/api/notifications/test/", shot);
    const service = trace.spans.find(({ operationName }) => operationName === "service.SendTestPush");
    expect([service?.logs.length, tagOf(service, "error")]).toEqual([1, undefined]);
    expect([tagOf(rootOf(trace), "error"), tagOf(rootOf(trace), "echo.error")]).toEqual([true, undefined]);
  });

  it("a rejected push is an error inside a healthy request", async () => {
    await demo.putFault("apns-bad-device-token");
    const { status, trace } = await call("POST", "/api/documents/");
    await demo.faultsOff();
    const push = trace.spans.find(({ operationName }) => operationName === "apns.send");
    expect(status).toBe(201);
    expect([tagOf(push, "error"), tagOf(push, "status_code"), tagOf(push, "reason")]).toEqual([
      true,
      410,
      "BadDeviceToken",
    ]);
    expect(tagOf(rootOf(trace), "error")).toBeUndefined();
  });

  it("a push by FCM has a span of its own, as that of APNs", async () => {
    const { status, trace } = await call("PATCH", "/api/tasks/7/");
    const push = trace.spans.find(({ operationName }) => operationName === "fcm.send");
    expect([status, tagOf(push, "status_code"), tagOf(push, "reason")]).toEqual([200, 200, ""]);
    expect(tagOf(push, "device_token_hash")).toMatch(/^[0-9a-f]{12,}$/);
  });

  it("a job is a consumer trace of its own, linked to the service that enqueued it", async () => {
    const { trace } = await call("POST", "/api/documents/");
    const service = trace.spans.find(({ operationName }) => operationName === "service.CreateDocument");
    const findJob = async () => {
      const jobs = (await searchTraces(jaegerUrl, "asynq.document:thumbnail", 20)).map(rootOf);
      return jobs.find((job) => job?.references.some(({ spanID }) => spanID === service?.spanID));
    };
    await expect.poll(findJob, { timeout: 20_000 }).toBeDefined();
    const job = await findJob();
    expect(job?.references).toMatchObject([{ refType: "FOLLOWS_FROM", traceID: service?.traceID }]);
    expect(job?.traceID).not.toBe(service?.traceID);
    expect(tagOf(job, "span.kind")).toBe("consumer");
    expect([tagOf(job, "task.type"), tagOf(job, "retry_count"), tagOf(job, "payload_size")]).toEqual([
      "document:thumbnail",
      0,
      96,
    ]);
  });

  it("an error spike shows on query, service and root", async () => {
    await demo.putFault("error-spike", { route: "GET /api/documents/", ratio: 1 });
    const { status, trace } = await call("GET", "/api/documents/");
    await demo.faultsOff();
    expect(status).toBe(500);
    const failed = trace.spans
      .filter((span) => tagOf(span, "error") === true)
      .map(({ operationName }) => operationName);
    expect(failed.sort()).toEqual(["GET /api/documents/", "gorm.Query", "service.ListDocuments"]);
    expect(tagOf(rootOf(trace), "echo.error")).toContain("demo: error spike");
  });
});
