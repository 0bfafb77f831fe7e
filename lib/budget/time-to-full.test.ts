import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SamplePoint } from "@/lib/resources/types";
import { timeToFull } from "./time-to-full";
import { fitText, timeToFullText } from "./words";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.parse("2026-03-08T00:00:00Z");
const gigabyte = 1024 ** 3;
const capBytes = 10 * gigabyte;

/** Samples up to now whose value is a function of the days before now. */
function samples(lengthMs: number, stepMs: number, valueAt: (daysAgo: number) => number): SamplePoint[] {
  const count = Math.floor(lengthMs / stepMs);
  return Array.from({ length: count }, (_, index) => {
    const atMs = nowMs - (count - 1 - index) * stepMs;
    const value = valueAt((nowMs - atMs) / dayMs);
    return { atMs, min: value, max: value, average: value };
  });
}
const series = (valueAt: (daysAgo: number) => number, lengthMs = 7 * dayMs) => ({
  minutes: samples(Math.min(dayMs, lengthMs), minuteMs, valueAt),
  hours: samples(lengthMs, hourMs, valueAt),
});
const forever = { nowMs, capBytes, retentionMs: null, oldestMs: null };

describe("time to full", () => {
  it("of a straight line is where it meets the cap, by all three fits", () => {
    const result = timeToFull(
      series((daysAgo) => 5 * gigabyte - daysAgo * 0.5 * gigabyte),
      forever,
    );
    expect(result.state).toBe("grows");
    if (result.state !== "grows") return;
    // 5 GB left at half a GB a day.
    expect((result.earliestMs - nowMs) / dayMs).toBeCloseTo(10, 1);
    expect((result.latestMs - nowMs) / dayMs).toBeCloseTo(10, 1);
    expect(result.fits.map(({ kind }) => kind)).toEqual(["grows", "grows", "grows"]);
    expect(timeToFullText(result, nowMs)).toBe("in 10 d");
  });

  it("is a range when the last day grew faster than the week", () => {
    const result = timeToFull(
      series((daysAgo) =>
        daysAgo <= 1 ? 5 * gigabyte - daysAgo * gigabyte : 4 * gigabyte - (daysAgo - 1) * 0.1 * gigabyte,
      ),
      forever,
    );
    if (result.state !== "grows") throw new Error(result.state);
    expect((result.earliestMs - nowMs) / dayMs).toBeCloseTo(5, 1);
    expect((result.latestMs - nowMs) / dayMs).toBeGreaterThan(15);
    expect(timeToFullText(result, nowMs)).toMatch(/^in (4|5) d to \d+ d$/);
  });

  it("calls noise no trend, a constant line flat, and a falling one shrinking", () => {
    let seed = 1;
    const noise = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    expect(
      timeToFull(
        series(() => gigabyte * (1 + noise())),
        forever,
      ).state,
    ).toBe("no-trend");
    expect(
      timeToFull(
        series(() => gigabyte),
        forever,
      ).state,
    ).toBe("flat");
    expect(
      timeToFull(
        series((daysAgo) => gigabyte + daysAgo * gigabyte),
        forever,
      ).state,
    ).toBe("shrinks");
  });

  it("is unknown without samples, and with too few of them", () => {
    expect(timeToFull({ minutes: [], hours: [] }, forever).state).toBe("unknown");
    const short = timeToFull(
      series((daysAgo) => gigabyte - daysAgo * gigabyte, 5 * minuteMs),
      forever,
    );
    expect(short.state).toBe("unknown");
    expect(fitText(short.fits[2] ?? { window: "7 d", kind: "too-few", bytesPerDay: null, fullAtMs: null }, nowMs)).toBe(
      "7 d: too few samples",
    );
  });

  it("ends once retention is reached, and levels off before that when it stays below the cap", () => {
    const growing = series((daysAgo) => 3 * gigabyte - daysAgo * 0.1 * gigabyte);
    const kept = (days: number) =>
      timeToFull(growing, { ...forever, retentionMs: 30 * dayMs, oldestMs: nowMs - days * dayMs });
    expect(kept(30).state).toBe("retention-reached");
    // The oldest day of thirty is dropped as a whole: from 29.4 days on, nothing more is added than goes.
    expect(kept(29.5).state).toBe("retention-reached");
    expect(kept(29.4).state).toBe("retention-reached");
    expect(kept(29.3).state).toBe("levels-off");
    const early = kept(10);
    if (early.state !== "levels-off") throw new Error(early.state);
    // 20 days more at 0.1 GB a day.
    expect(early.atBytes / gigabyte).toBeCloseTo(5, 1);
    expect((early.atMs - nowMs) / dayMs).toBeCloseTo(20, 1);
    const fast = timeToFull(
      series((daysAgo) => 8 * gigabyte - daysAgo * gigabyte),
      { ...forever, retentionMs: 30 * dayMs, oldestMs: nowMs - 8 * dayMs },
    );
    expect(fast.state).toBe("grows");
  });

  it("is full at the cap", () => {
    expect(
      timeToFull(
        series(() => capBytes),
        forever,
      ).state,
    ).toBe("full");
  });

  it("never lies before now and never is NaN, whatever the samples", () => {
    const noise = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 80 });
    // A line with an error of up to a tenth of its rise: what trends look like, up and down, slow and fast.
    const trend = fc
      .record({
        first: fc.double({ min: 0, max: 12e9, noNaN: true }),
        last: fc.double({ min: 0, max: 12e9, noNaN: true }),
        errors: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 60, maxLength: 80 }),
      })
      .map(({ first, last, errors }) =>
        errors.map((error, index) =>
          Math.max(0, first + (last - first) * (index / (errors.length - 1) + (index === 0 ? 0 : error))),
        ),
      );
    const occurred = new Set<string>();
    fc.assert(
      fc.property(fc.oneof(trend, noise), (values) => {
        const minutes = values.map((average, index) => ({
          atMs: nowMs - (values.length - 1 - index) * minuteMs,
          min: average,
          max: average,
          average,
        }));
        const result = timeToFull({ minutes, hours: [] }, forever);
        occurred.add(result.state);
        if (result.state === "grows") {
          expect(result.earliestMs).toBeGreaterThanOrEqual(nowMs);
          expect(result.latestMs).toBeGreaterThanOrEqual(result.earliestMs);
        }
        expect(timeToFullText(result, nowMs)).not.toContain("NaN");
      }),
      { numRuns: 200 },
    );
    expect([...occurred]).toEqual(expect.arrayContaining(["grows", "shrinks", "no-trend"]));
  });
});
