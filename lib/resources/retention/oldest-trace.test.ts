import { expect, it } from "vitest";
import { oldestTraceMs } from "./oldest-trace";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.parse("2026-03-08T00:20:00Z");

/** A store that has a trace every ten minutes from `oldestMs` on, and counts what it is asked. */
function store(oldestMs: number) {
  const asked: number[] = [];
  const searchHour = async (startMs: number) => {
    asked.push(startMs);
    const first = Math.max(startMs, oldestMs);
    return first < Math.min(startMs + hourMs, nowMs) ? first : null;
  };
  return { asked, searchHour };
}

it.each([0.5, 3, 20, 100, 167])("finds a trace that is %s hours old with at most ten searches", async (hours) => {
  const oldestMs = nowMs - hours * hourMs;
  const { asked, searchHour } = store(oldestMs);
  const found = await oldestTraceMs(null, nowMs, searchHour);
  expect(Math.abs((found ?? 0) - oldestMs)).toBeLessThan(hourMs);
  expect(asked.length).toBeLessThanOrEqual(10);
});

it("goes on from the known one with a search or two, also when that has expired", async () => {
  const oldestMs = nowMs - 7 * dayMs + 30 * 60_000;
  const still = store(oldestMs);
  expect(await oldestTraceMs(oldestMs, nowMs, still.searchHour)).toBe(oldestMs);
  expect(still.asked).toHaveLength(1);
  const expired = store(oldestMs);
  expect(await oldestTraceMs(oldestMs - hourMs, nowMs, expired.searchHour)).not.toBeNull();
  expect(expired.asked.length).toBeLessThanOrEqual(2);
});

it("finds none in an empty store", async () => {
  const { asked, searchHour } = store(nowMs);
  expect(await oldestTraceMs(null, nowMs, searchHour)).toBeNull();
  expect(asked.length).toBeLessThanOrEqual(10);
});
