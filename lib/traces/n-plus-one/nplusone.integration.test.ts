import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sendSpans } from "@/lib/jaeger/testing/send-spans";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { startProxy } from "@/lib/jaeger/testing/start-proxy";
import type { Span } from "@/lib/jaeger/trace";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { collectProblems } from "./collect";
import { goneAfterTraces, loadBoard } from "./load-board";

const dir = mkdtempSync(path.join(tmpdir(), "obs-nplusone-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
let proxy: Awaited<ReturnType<typeof startProxy>>;

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
let traces = 0;
/** A request with a list query and `repeats` queries of 15 ms after it. */
function requestOf(route: string, startMs: number, repeats: number, lengthMs = 15): Span[] {
  traces += 1;
  const traceId = hex(traces + 0xabc, 32);
  const spanId = (index: number) => hex(traces * 100 + index, 16);
  const base = { traceId, name: route, service: "honeydue-api" };
  const tags = { "http.request.method": "GET", "http.route": route.slice(4), "http.response.status_code": 200 };
  const query = (index: number, statement: string) =>
    spanOf({
      ...base,
      spanId: spanId(index + 1),
      parentSpanId: spanId(0),
      name: "gorm.Query",
      kind: "client",
      startUs: (startMs + 1 + index * 16) * 1000,
      durationUs: lengthMs * 1000,
      tags: { "db.system": "postgresql", "db.statement": statement, "db.sql.table": "done" },
    });
  const repeated = Array.from({ length: repeats }, (_, i) =>
    query(i + 1, `SELECT * FROM "done" WHERE id = ${i + traces}`),
  );
  const root = spanOf({ ...base, spanId: spanId(0), startUs: startMs * 1000, durationUs: 400_000, tags });
  return [root, query(0, `SELECT * FROM "tasks" WHERE owner = 's3cret'`), ...repeated];
}

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  const ports = { queryPort: await freePort(), otlpPort: await freePort() };
  jaeger = await startJaeger({ ...ports, dataDir: path.join(dir, "jaeger/data") });
  proxy = await startProxy(jaeger.url);
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    JAEGER_URL: proxy.url,
    VICTORIAMETRICS_URL: "http://127.0.0.1:1",
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    OBS_LOG_LEVEL: "silent",
  });
});
afterAll(async () => {
  await proxy.stop();
  await jaeger.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Looks until every trace sent so far was read. */
const readAll = (count: number) => {
  let read = 0;
  return vi.waitFor(
    async () => {
      read += await collectProblems(Date.now() + 2500);
      expect(read).toBe(count);
    },
    { timeout: 50_000, interval: 300 },
  );
};

describe("the board of N+1 queries", () => {
  const nowMs = Date.now();
  it("groups what it saw by route and statement, without values, across traces", async () => {
    await sendSpans(jaeger.otlpUrl, [
      ...requestOf("GET /api/tasks/", nowMs - 9000, 8),
      ...requestOf("GET /api/tasks/", nowMs - 8000, 10),
      ...requestOf("GET /api/other/", nowMs - 7000, 6),
      ...requestOf("GET /api/fine/", nowMs - 6000, 2),
    ]);
    await readAll(4);
    const { rows, tracesRead } = await loadBoard({ range: "1h" });
    expect(tracesRead).toBe(4);
    expect(
      rows.map(({ route, timesSeen, queriesPerTrace, wastedMs }) => [route, timesSeen, queriesPerTrace, wastedMs]),
    ).toEqual([
      ["GET /api/tasks/", 2, 9, (7 + 9) * 15],
      ["GET /api/other/", 1, 6, 5 * 15],
    ]);
    expect(rows[0]).toMatchObject({
      statement: 'SELECT * FROM "done" WHERE id = ?',
      table: "done",
      state: "active",
      firstSeenAtMs: nowMs - 9000,
      lastSeenAtMs: nowMs - 8000,
      exemplar: { queries: 10, atMs: nowMs - 8000 },
      cost: "costly",
    });
    // What at most two started hours have shown, for a day, each trace for ten requests.
    const [first] = rows;
    expect(first?.wastedADayMs).toBeGreaterThanOrEqual((first?.wastedMs ?? 0) * 10 * 11.9);
    expect(JSON.stringify(rows)).not.toContain("s3cret");
  });

  it("has what is small in one request too, ranked by what a day of it wastes", async () => {
    const small = Array.from({ length: 12 }, (_, i) => requestOf("GET /api/small/", Date.now() - 5000 + i, 20, 1));
    await sendSpans(jaeger.otlpUrl, small.flat());
    await readAll(12);
    const { rows } = await loadBoard({ range: "1h" });
    const found = rows.map(({ route, cost, wastedMs }) => [route, cost, wastedMs]);
    expect(found.find(([route]) => route === "GET /api/small/")).toEqual(["GET /api/small/", "small", 12 * 19]);
    const wasted = rows.map(({ wastedADayMs }) => wastedADayMs);
    expect(wasted).toEqual(wasted.toSorted((a, b) => b - a));
    expect(rows.map(({ route }) => route).slice(0, 2)).toEqual(["GET /api/tasks/", "GET /api/small/"]);
  });

  it("counts no trace twice, however often it looks", async () => {
    // A day's waste shrinks while time passes without more.
    const rows = async () => (await loadBoard({ range: "1h" })).rows.map(({ wastedADayMs: _, ...row }) => row);
    const before = await rows();
    for (let look = 0; look < 3; look += 1) await collectProblems(Date.now() + 2500);
    expect(await rows()).toEqual(before);
  });

  it("says gone since when, once enough traces of the route are without it, and active when it is back", async () => {
    const calm = Array.from({ length: goneAfterTraces - 1 }, (_, i) =>
      requestOf("GET /api/other/", Date.now() - 1000 + i, 0),
    );
    await sendSpans(jaeger.otlpUrl, calm.flat());
    await readAll(goneAfterTraces - 1);
    const other = async () => (await loadBoard({ range: "1h" })).rows.find(({ route }) => route === "GET /api/other/");
    expect(await other()).toMatchObject({ state: "active", cleanTraces: goneAfterTraces - 1 });
    await sendSpans(jaeger.otlpUrl, requestOf("GET /api/other/", Date.now(), 0));
    await readAll(1);
    expect(await other()).toMatchObject({ state: "gone", lastSeenAtMs: nowMs - 7000 });
    await sendSpans(jaeger.otlpUrl, requestOf("GET /api/other/", Date.now(), 7));
    await readAll(1);
    expect(await other()).toMatchObject({ state: "active", cleanTraces: 0, timesSeen: 2 });
  });

  it("never asks Jaeger for more than it may", () => {
    expect(proxy.load.most).toBe(1);
    for (const { searchParams } of proxy.searches()) {
      expect(Number(searchParams.get("limit"))).toBeLessThanOrEqual(20);
      const hours = (Number(searchParams.get("end")) - Number(searchParams.get("start"))) / 3.6e9;
      expect(hours).toBeLessThanOrEqual(1);
    }
  });

  it("holds no value anywhere in the database", async () => {
    const client = createClient({ url: databaseUrl });
    const { rows } = await client.execute("SELECT statement FROM n_plus_one_problem");
    client.close();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/s3cret|= \d/);
  });
});
