import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { sendSpans } from "@/lib/jaeger/testing/send-spans";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { startProxy } from "@/lib/jaeger/testing/start-proxy";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { findJobs } from "./find-jobs";
import { loadTrace } from "./load-trace";
import { findPasted } from "./search/find-pasted";
import { findTraces } from "./search/find-traces";
import { loadSpread } from "./search/load-spread";
import { type RawCriteria, readCriteria } from "./search/read-criteria";
import { showSql } from "./show-sql";
import { deleteSnapshot } from "./snapshots/delete-snapshot";
import { saveSnapshot } from "./snapshots/save-snapshot";

const dir = mkdtempSync(path.join(tmpdir(), "obs-traces-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let isGone = false;

const admin: Actor = { kind: "cli" };
const viewer: Actor = {
  kind: "user",
  userId: "u",
  email: "v@x.y",
  role: "viewer",
  sessionId: "s",
  steppedUpAtMs: null,
};

const nowMs = Date.now() - 20_000;
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const idOf = (number: number) => hex(0xa000 + number, 32);
const route = { "http.request.method": "GET", "http.route": "/api/tasks/" };
/** Requests of the last 50 minutes, the newest first; every tenth failed. */
const requests = Array.from({ length: 60 }, (_, i) => {
  const failed = i % 10 === 9;
  const startUs = (nowMs - i * 50_000) * 1000;
  const tags = { ...route, "http.response.status_code": failed ? 500 : 200, error: failed };
  const root = spanOf({ traceId: idOf(i), spanId: hex(i * 2 + 1, 16), startUs, durationUs: (i + 1) * 10_000, tags });
  const statement = `SELECT * FROM "users" WHERE email = 's3cret-${i}@x.y'`;
  const query = spanOf({
    ...root,
    spanId: hex(i * 2 + 2, 16),
    parentSpanId: root.spanId,
    name: "gorm.Query",
    kind: "client",
    startUs: startUs + 100,
    durationUs: 5000,
    tags: { "db.system": "postgresql", "db.statement": statement },
  });
  return [root, query];
});
const job = spanOf({
  traceId: idOf(500),
  spanId: hex(999, 16),
  name: "asynq.document:thumbnail",
  kind: "consumer",
  startUs: (nowMs + 500) * 1000,
  durationUs: 3000,
  links: [{ traceId: idOf(0), spanId: hex(1, 16) }],
});

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  const ports = { queryPort: await freePort(), otlpPort: await freePort() };
  jaeger = await startJaeger({ ...ports, dataDir: path.join(dir, "jaeger/data") });
  proxy = await startProxy(jaeger.url, (_url, response) => {
    if (isGone)
      response
        .writeHead(404, { "content-type": "text/plain" })
        .end('{"errors":[{"code":404,"msg":"trace not found"}]}');
    return isGone;
  });
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    OBS_DATA_DIR: dir,
    JAEGER_URL: proxy.url,
    VICTORIAMETRICS_URL: "http://127.0.0.1:1",
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    OBS_LOG_LEVEL: "silent",
  });
  await sendSpans(jaeger.otlpUrl, [...requests.flat(), job]);
  await vi.waitFor(async () => expect((await loadTrace(idOf(59), { fresh: true })).state).toBe("found"), {
    timeout: 40_000,
    interval: 500,
  });
});
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
  proxy.asked.length = 0;
  isGone = false;
});
afterAll(async () => {
  await proxy.stop();
  await jaeger.stop();
  rmSync(dir, { recursive: true, force: true });
});

const search = async (raw: RawCriteria) => {
  const found = await findTraces(readCriteria({ until: String(nowMs + 15_000), ...raw }).criteria);
  if (found.state !== "ready") throw new Error(JSON.stringify(found));
  return found.value;
};
const numbersOf = ({ hits }: Awaited<ReturnType<typeof search>>) =>
  hits.map(({ traceId }) => Number.parseInt(traceId.slice(-4), 16) - 0xa000);

describe("search", () => {
  it("walks back without a hole and says where it stopped; the next look begins there", async () => {
    const first = await search({ route: "GET /api/tasks/" });
    expect(numbersOf(first)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(first).toMatchObject({ mayHaveMore: true, searches: 1, read: 20 });
    const second = await search({ route: "GET /api/tasks/", until: String(Math.floor(first.coveredFromMs)) });
    expect(numbersOf(second)[0]).toBeLessThanOrEqual(20);
    expect(numbersOf(second)).toContain(25);
  });

  it.each<[RawCriteria, number[]]>([
    [{ status: "500" }, [9, 19, 29, 39, 49, 59]],
    [{ status: "failed" }, [9, 19, 29, 39, 49, 59]],
    [{ min: "555ms" }, [55, 56, 57, 58, 59]],
    [{ operation: "asynq.document:thumbnail" }, [500]],
    [{ attribute: "db.system=mysql" }, []],
  ])("%j", async (raw, numbers) => {
    expect(numbersOf(await search(raw))).toEqual(numbers);
  });

  it("finds what lies between two times, and one slowest request of each route over the hour", async () => {
    const from = String(nowMs - 10 * 50_000 - 1000);
    expect(numbersOf(await search({ from, until: String(nowMs - 8 * 50_000) }))).toEqual([8, 9, 10]);
    const spread = await loadSpread("1h", { fresh: true });
    if (spread.state !== "ready") throw new Error(JSON.stringify(spread));
    expect(spread.value.hits.map(({ route: name }) => name)).toEqual(["GET /api/tasks/"]);
    // Every quarter of the hour holds at most 20: all of them were met, the oldest took the longest.
    expect(spread.value.hits[0]?.durationMs).toBe(600);
  });

  it("never sends Jaeger more than it may, with many viewers at once", async () => {
    await Promise.all([
      ...["500", "404", "2xx", "5xx", "failed"].map((status) => search({ status, range: "7d" })),
      ...Array.from({ length: 10 }, () => search({ min: "2min", range: "6h" })),
      findPasted("b".repeat(16)),
    ]);
    const searches = proxy.searches();
    expect(searches.length).toBeGreaterThan(10);
    // Four per caller; ten callers who ask the same at once share theirs.
    expect(searches.length).toBeLessThanOrEqual(4 * 16);
    expect(proxy.load.most).toBe(1);
    for (const { searchParams } of searches) {
      expect(Number(searchParams.get("limit"))).toBeLessThanOrEqual(20);
      expect(Number(searchParams.get("end")) - Number(searchParams.get("start"))).toBeLessThanOrEqual(3.6e9);
    }
  });

  it("finds a span by its id, read before or not, and says honestly when it does not", async () => {
    expect(await findPasted(hex(5, 16))).toEqual({ traceId: idOf(2) });
    expect(await findPasted("c".repeat(16))).toEqual({ reason: expect.stringContaining("cannot be asked for a span") });
  });
});

it("a request's jobs are found by their link", async () => {
  const found = await findJobs("honeydue-api", idOf(0), nowMs);
  expect(found).toMatchObject({
    state: "ready",
    value: { jobs: [{ traceId: idOf(500), name: "asynq.document:thumbnail" }] },
  });
});

describe("SQL values", () => {
  const audit = async () => {
    const client = createClient({ url: databaseUrl });
    const { rows } = await client.execute("SELECT action, subject_id, after FROM audit_event ORDER BY seq");
    client.close();
    return rows.map((row) => [row.action, row.subject_id]);
  };

  it("are in no view, are shown to an admin, and that is on record without them", async () => {
    const loaded = await loadTrace(idOf(3));
    expect(JSON.stringify(loaded)).not.toContain("s3cret");
    await expect(showSql(viewer, idOf(3))).rejects.toMatchObject({ code: "not-allowed" });
    const unproven: Actor = { ...viewer, role: "admin" };
    await expect(showSql(unproven, idOf(3))).rejects.toMatchObject({ code: "step-up-needed" });
    expect(await audit()).toEqual([]);
    expect(await showSql(admin, idOf(3))).toEqual({ 1: `SELECT * FROM "users" WHERE email = 's3cret-3@x.y'` });
    expect(await audit()).toEqual([["trace.sql-shown", idOf(3)]]);
  });
});

describe("a kept trace", () => {
  const dump = async () => {
    const client = createClient({ url: databaseUrl });
    const { rows } = await client.execute("SELECT * FROM trace_snapshot");
    client.close();
    return JSON.stringify(rows);
  };

  it("outlives Jaeger, without values, and can be deleted", async () => {
    await expect(saveSnapshot(viewer, idOf(4))).rejects.toMatchObject({ code: "not-allowed" });
    const before = await loadTrace(idOf(4));
    expect(await saveSnapshot(admin, idOf(4))).toEqual({ omitted: 0 });
    expect(await dump()).not.toContain("s3cret");
    isGone = true;
    Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
    const kept = await loadTrace(idOf(4));
    expect(kept).toMatchObject({
      state: "found",
      from: "snapshot",
      kept: { savedBy: "cli", route: "GET /api/tasks/" },
    });
    if (before.state === "found" && kept.state === "found") expect(kept.trace).toEqual(before.trace);
    await expect(saveSnapshot(admin, idOf(5))).rejects.toMatchObject({ code: "absent" });
    await expect(showSql(admin, idOf(4))).rejects.toMatchObject({ code: "absent" });
    await expect(deleteSnapshot(viewer, idOf(4))).rejects.toMatchObject({ code: "not-allowed" });
    await deleteSnapshot(admin, idOf(4));
    expect(await loadTrace(idOf(4))).toEqual({ state: "absent" });
  });

  it("that is unreadable counts as none", async () => {
    await saveSnapshot(admin, idOf(6));
    const client = createClient({ url: databaseUrl });
    await client.execute("UPDATE trace_snapshot SET body = '{}'");
    client.close();
    isGone = true;
    Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
    expect(await loadTrace(idOf(6))).toEqual({ state: "absent" });
  });
});
