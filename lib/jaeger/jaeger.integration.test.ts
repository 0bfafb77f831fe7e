import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkJaeger } from "@/lib/health/check-jaeger";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { getTrace } from "./get-trace";
import { listServices } from "./list-services";
import { newestSpan } from "./newest-span";
import { errorTextOf, httpStatusOf, isFailedTrace, rootSpan, routeNameOf } from "./root";
import { searchTraces } from "./search-traces";

let dir: string;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
const service = "honeydue-api";
const nowMs = Date.now();
const minuteMs = 60_000;

type Sent = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startMs: number;
  durationMs: number;
};
type Attributes = Record<string, string | number>;

function otlpSpan({ startMs, durationMs, ...span }: Sent, kind: number, attributes: Attributes, failed = false) {
  return {
    ...span,
    kind,
    startTimeUnixNano: `${startMs}000000`,
    endTimeUnixNano: `${startMs + durationMs}000000`,
    status: failed ? { code: 2, message: kind === 2 ? "" : "no such table" } : {},
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key,
      value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
    })),
  };
}

async function send(spans: object[]): Promise<void> {
  const resource = { attributes: [{ key: "service.name", value: { stringValue: service } }] };
  const answer = await fetch(jaeger.otlpUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "honeydue-api" }, spans }] }] }),
  });
  if (!answer.ok) throw new Error(`OTLP: ${answer.status} ${await answer.text()}`);
}

const failedId = "f".repeat(32);
const fineId = "a".repeat(32);
const remoteParent = "9".repeat(16);
const newestMs = nowMs - 2000;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "obs-jaeger-"));
  jaeger = await startJaeger({
    queryPort: await freePort(),
    otlpPort: await freePort(),
    dataDir: path.join(dir, "data"),
  });
  process.env.JAEGER_URL = jaeger.url;
  process.env.OBS_SCRAPE_INTERVAL_SECONDS = "1";
  const route = { "http.request.method": "GET", "http.route": "/api/residences/:id/" };
  const failed = { traceId: failedId, startMs: nowMs - 10 * minuteMs, durationMs: 9 };
  const fine = { traceId: fineId, startMs: newestMs - 5, durationMs: 1200 };
  await send([
    otlpSpan({ ...failed, spanId: "2".repeat(16), parentSpanId: "1".repeat(16), name: "gorm.Query" }, 3, {}, true),
    otlpSpan(
      { ...failed, spanId: "1".repeat(16), parentSpanId: remoteParent, name: "GET /api/residences/:id/" },
      2,
      { ...route, "http.response.status_code": 500 },
      true,
    ),
    otlpSpan({ ...fine, spanId: "3".repeat(16), name: "POST /api/documents/" }, 2, {
      "http.method": "POST",
      "http.route": "/api/documents/",
      "http.status_code": 201,
    }),
    otlpSpan(
      {
        ...fine,
        startMs: newestMs,
        durationMs: 3,
        spanId: "4".repeat(16),
        parentSpanId: "3".repeat(16),
        name: "apns.send",
      },
      3,
      { status_code: 410 },
      true,
    ),
  ]);
});
afterAll(async () => {
  await jaeger.stop();
  await rm(dir, { recursive: true, force: true });
});

const window = { service, startMs: nowMs - 30 * minuteMs, endMs: nowMs + minuteMs, limit: 20 };

describe("against the real Jaeger", () => {
  it("finds what was sent, newest first", async () => {
    await vi.waitFor(async () => expect((await searchTraces(window)).traces).toHaveLength(2), 20_000);
    const { traces, limitReached } = await searchTraces(window);
    expect(traces.map(({ traceId }) => traceId)).toEqual([fineId, failedId]);
    expect(limitReached).toBe(false);
  });

  it("finds the failed request by its status, with its root under a parent that Jaeger never saw", async () => {
    const { traces } = await searchTraces({ ...window, tags: { "http.response.status_code": "500" } });
    expect(traces).toHaveLength(1);
    const [trace] = traces;
    const root = trace ? rootSpan(trace) : null;
    expect(root).toMatchObject({ parentSpanId: remoteParent, kind: "server", service, durationUs: 9000 });
    expect(root && [routeNameOf(root), httpStatusOf(root)]).toEqual(["GET /api/residences/:id/", 500]);
    expect(trace && [isFailedTrace(trace), errorTextOf(trace)]).toEqual([true, "no such table"]);
  });

  it("searches by operation and duration", async () => {
    const slow = await searchTraces({ ...window, operation: "POST /api/documents/", minDurationMs: 1000 });
    expect(slow.traces.map(({ traceId }) => traceId)).toEqual([fineId]);
    expect((await searchTraces({ ...window, minDurationMs: 5000 })).traces).toEqual([]);
  });

  it("does not call a request failed for a push that failed inside it", async () => {
    const trace = await getTrace(fineId.toUpperCase());
    expect(trace?.spans.map(({ name }) => name)).toEqual(["POST /api/documents/", "apns.send"]);
    expect(trace?.spans[1]?.tags.error).toBe(true);
    expect(trace && isFailedTrace(trace)).toBe(false);
  });

  it("says null for a trace it does not have", async () => {
    expect(await getTrace("b".repeat(32))).toBeNull();
  });

  it("knows the newest span and the services", async () => {
    expect(await newestSpan(service)).toEqual({ startedAtMs: newestMs });
    expect(await newestSpan("nobody")).toBeNull();
    expect(await listServices()).toEqual([service]);
  });

  it("reports a refused search in Jaeger's own words", async () => {
    await expect(searchTraces({ ...window, service: "" })).rejects.toMatchObject({
      failure: { kind: "bad-status", httpStatus: 400, message: expect.stringContaining("service") },
    });
  });

  it("is ok while it runs, and unreachable once stopped", async () => {
    expect(await checkJaeger()).toMatchObject({ state: "ok" });
    await jaeger.stop();
    await vi.waitFor(async () => expect(await checkJaeger()).toMatchObject({ state: "bad" }), 10_000);
  });
});
