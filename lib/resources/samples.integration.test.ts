import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { loadSamples } from "./load-samples";
import { pruneSamples, storeSamples } from "./store-samples";
import type { SamplePoint } from "./types";

const dir = mkdtempSync(path.join(tmpdir(), "obs-samples-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
const minuteMs = 60_000;
const startMs = Date.parse("2026-03-01T00:00:00Z");
const point = (minute: number, value: number): SamplePoint => ({
  atMs: startMs + minute * minuteMs,
  min: value - 1,
  max: value + 1,
  average: value,
});
const host = { subject: "host", figure: "memAvailableBytes" } as const;

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent" });
});
afterAll(async () => {
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

describe("samples in the database", () => {
  it("come back by the minute with their gaps, across hours and restarts of the hour", async () => {
    await storeSamples([{ ...host, points: [point(58, 100), point(59, 200)] }]);
    await storeSamples([{ ...host, points: [point(61, 300)] }]);
    await storeSamples([{ ...host, points: [point(62, 400)] }]);
    const all = await loadSamples({ ...host, fromMs: startMs, toMs: startMs + 120 * minuteMs });
    expect(all).toEqual([point(58, 100), point(59, 200), point(61, 300), point(62, 400)]);
    expect(await loadSamples({ ...host, fromMs: startMs + 59 * minuteMs, toMs: startMs + 61 * minuteMs })).toEqual([
      point(59, 200),
      point(61, 300),
    ]);
  });

  it("keep the extremes and the mean of each hour", async () => {
    const hours = await loadSamples({ ...host, fromMs: startMs, toMs: startMs + 120 * minuteMs, resolution: "hour" });
    expect(hours).toEqual([
      { atMs: startMs, min: 99, max: 201, average: 150 },
      { atMs: startMs + 60 * minuteMs, min: 299, max: 401, average: 350 },
    ]);
  });

  it("replace a minute that is stored twice", async () => {
    await storeSamples([{ ...host, points: [point(59, 250)] }]);
    const [found] = await loadSamples({ ...host, fromMs: startMs + 59 * minuteMs, toMs: startMs + 59 * minuteMs });
    expect(found).toEqual(point(59, 250));
  });

  it("are pruned after 30 days", async () => {
    const laterMs = startMs + (31 * 1440 + 180) * minuteMs;
    await storeSamples([{ ...host, points: [point(31 * 1440, 7)] }]);
    await pruneSamples(laterMs);
    const left = await loadSamples({ ...host, fromMs: startMs, toMs: laterMs });
    expect(left).toEqual([point(31 * 1440, 7)]);
  });
});
