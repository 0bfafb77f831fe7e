import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { getTrace } from "./get-trace";
import { searchTraces } from "./search-traces";
import { sendSpans } from "./testing/send-spans";
import { spanOf } from "./testing/span-of";

let dir: string;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
const nowMs = Date.now();
const minuteMs = 60_000;
const window = { service: "honeydue-api", startMs: nowMs - 50 * minuteMs, endMs: nowMs + minuteMs, limit: 20 };
const hex = (bytes: number) => randomBytes(bytes).toString("hex");

/** A request with a NaN among its attributes, as an exporter sends it. */
async function sendNan(traceId: string, startMs: number, status: number): Promise<void> {
  const nanos = (ms: number) => String(BigInt(ms) * 1_000_000n);
  const text = readFileSync(path.join(import.meta.dirname, "fixtures/nan-attribute.json"), "utf8")
    .replace('"NOW+120ms"', `"${nanos(startMs + 120)}"`)
    .replace('"NOW"', `"${nanos(startMs)}"`)
    .replace(/1{32}/, traceId)
    .replace(
      '"attributes":[{"key":"http.request.method"',
      `"attributes":[{"key":"http.response.status_code","value":{"intValue":"${status}"}},{"key":"http.request.method"`,
    );
  const headers = { "content-type": "application/json" };
  const answer = await fetch(jaeger.otlpUrl, { method: "POST", headers, body: text });
  expect(answer.status).toBe(200);
}

/** A job of 1,100 queries, as long as gorm writes them; over 1 MB in Jaeger's answer. */
const jobOf = (startMs: number) => {
  const traceId = hex(16);
  // As in reality it does not begin on a whole millisecond, where the next part of a search ends.
  const startUs = startMs * 1000 + 500;
  const root = spanOf({
    traceId,
    spanId: hex(8),
    name: "asynq.digest:weekly",
    kind: "consumer",
    startUs,
    durationUs: 900_000,
    tags: { "task.type": "digest:weekly" },
  });
  const queries = Array.from({ length: 1100 }, (_, i) =>
    spanOf({
      traceId,
      spanId: hex(8),
      parentSpanId: root.spanId,
      name: "gorm.Query",
      kind: "client",
      startUs: startUs + i * 700,
      durationUs: 500,
      tags: {
        "db.system": "postgresql",
        "db.statement": `SELECT "tasks"."id","tasks"."residence_id","tasks"."title" FROM "tasks" WHERE "tasks"."residence_id" = ${i} AND "tasks"."deleted_at" IS NULL ORDER BY "tasks"."id" LIMIT 1`,
        "db.sql.table": "tasks",
        "db.rows_affected": 1,
      },
    }),
  );
  return [root, ...queries];
};
const requestOf = (traceId: string, startMs: number, status: number) =>
  spanOf({ traceId, spanId: hex(8), startUs: startMs * 1000, tags: { "http.response.status_code": status } });

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "obs-jaeger-unreadable-"));
  jaeger = await startJaeger({
    queryPort: await freePort(),
    otlpPort: await freePort(),
    dataDir: path.join(dir, "data"),
  });
  Object.assign(process.env, { JAEGER_URL: jaeger.url, OBS_SCRAPE_INTERVAL_SECONDS: "1" });
}, 60_000);
beforeEach(() => void Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state")));
afterAll(async () => {
  await jaeger.stop();
  await rm(dir, { recursive: true, force: true });
});
const idsOf = ({ traces }: { traces: { traceId: string }[] }) => traces.map(({ traceId }) => traceId);

describe("a NaN in one attribute", () => {
  const [poisoned, poisonedFailed, fine, failed] = [hex(16), hex(16), hex(16), hex(16)];

  it("makes the old JSON search fail as a whole, but not ours", async () => {
    await sendNan(poisoned, nowMs - 10 * minuteMs, 200);
    await sendSpans(jaeger.otlpUrl, [requestOf(fine, nowMs - 11 * minuteMs, 200)]);
    await sendSpans(jaeger.otlpUrl, [requestOf(failed, nowMs - 40 * minuteMs, 500)]);
    await vi.waitFor(async () => {
      const found = await searchTraces(window, { fresh: true });
      expect(idsOf(found)).toEqual([poisoned, fine, failed]);
      expect(found.unread).toEqual([]);
    }, 30_000);
    const form = new URLSearchParams({ service: window.service, limit: "20", lookback: "1h" });
    expect((await fetch(`${jaeger.url}/api/traces?${form}`)).status).toBe(500);
  });

  it("shows as the text that it is", async () => {
    const trace = await getTrace(poisoned);
    expect(trace?.spans[0]?.tags).toMatchObject({ "cache.hit_ratio": "NaN", "http.route": "/api/bug20/" });
  });

  it("leaves a search by tags alone, although this Jaeger's v3 knows no tags", async () => {
    const tags = { "http.response.status_code": "500" };
    expect(idsOf(await searchTraces({ ...window, tags }))).toEqual([failed]);
    await sendNan(poisonedFailed, nowMs - 20 * minuteMs, 500);
    await vi.waitFor(async () => {
      const found = await searchTraces({ ...window, tags }, { fresh: true });
      expect(idsOf(found)).toEqual([poisonedFailed, failed]);
      expect(found.unread).toEqual([]);
    }, 30_000);
  });
});

describe("twenty traces of 1,100 spans", () => {
  it("are found, although their answer is longer than what is read of one", async () => {
    const jobs = Array.from({ length: 20 }, (_, k) => jobOf(nowMs - 5000 + k * 10));
    for (const job of jobs) await sendSpans(jaeger.otlpUrl, job);
    const sent = jobs.map((job) => job[0]?.traceId ?? "").toReversed();
    await vi.waitFor(async () => {
      const found = await searchTraces(window, { fresh: true });
      expect(idsOf(found)).toEqual(sent);
      expect(found).toMatchObject({ unread: [], limitReached: true });
      expect(found.readFromMs).toBeLessThanOrEqual(nowMs - 5000);
    }, 60_000);
  }, 90_000);
});
