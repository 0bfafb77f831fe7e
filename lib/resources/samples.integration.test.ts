import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/stack/migrate-database.mjs";
import { loadSamples } from "./load-samples";
import { pruneSamples, storeSamples } from "./store-samples";
import { hostFigures, programFigures, type SamplePoint, subjects } from "./types";

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

  it("take at most 30 MB for 30 days of every figure, and are pruned after", async () => {
    const series = subjects.flatMap((subject) =>
      (subject === "host" ? hostFigures : programFigures).map((figure) => ({ subject, figure })),
    );
    for (let day = 0; day < 30; day += 1) {
      const points = Array.from({ length: 1440 }, (_, minute) => point(day * 1440 + minute, 1000 + minute));
      await storeSamples(series.map((one) => ({ ...one, points })));
    }
    await db().$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
    expect(statSync(path.join(dir, "console.db")).size).toBeLessThan(30e6);
    const dayLaterMs = startMs + 32 * 24 * 60 * minuteMs;
    await pruneSamples(dayLaterMs);
    const left = await loadSamples({ ...host, fromMs: startMs, toMs: dayLaterMs });
    expect(left[0]?.atMs).toBeGreaterThanOrEqual(startMs + 24 * 60 * minuteMs);
    expect(left.length).toBeGreaterThan(28 * 1440);
  }, 60_000);
});
