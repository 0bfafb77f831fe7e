import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeTicks, valueTicks } from "./axis";

const minuteMs = 60_000;

describe("ticks of values", () => {
  it("go from zero to above the largest, evenly, and are few", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (max) => {
        const ticks = valueTicks(max);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * 0.999_999);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(8);
        const step = ticks[1] ?? 0;
        for (const [index, tick] of ticks.entries()) expect(Math.abs(tick - index * step)).toBeLessThan(step * 1e-9);
      }),
    );
    expect(valueTicks(0)).toEqual([0, 1]);
    expect(valueTicks(Number.NaN)).toEqual([0, 1]);
    expect(valueTicks(7)).toEqual([0, 2, 4, 6, 8]);
  });
});

describe("ticks of times", () => {
  it.each([15, 60, 360, 1440, 7 * 1440, 30 * 1440])("are round, within %d minutes, and never too many", (minutes) => {
    fc.assert(
      fc.property(fc.integer({ min: 1.7e12, max: 1.9e12 }), (startMs) => {
        const endMs = startMs + minutes * minuteMs;
        const ticks = timeTicks(startMs, endMs, 5);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks) {
          expect(tick % minuteMs).toBe(0);
          expect(tick).toBeGreaterThanOrEqual(startMs);
          expect(tick).toBeLessThanOrEqual(endMs);
        }
      }),
    );
  });

  it("of a local day are round in local time", () => {
    const offsetMs = 5.5 * 60 * minuteMs;
    const startMs = Date.UTC(2026, 10, 25, 3);
    const ticks = timeTicks(startMs, startMs + 24 * 60 * minuteMs, 4, offsetMs);
    expect(ticks).toHaveLength(4);
    for (const tick of ticks) {
      expect((tick + offsetMs) % (60 * minuteMs)).toBe(0);
      expect(tick).toBeGreaterThanOrEqual(startMs);
      expect(tick).toBeLessThanOrEqual(startMs + 24 * 60 * minuteMs);
    }
  });

  it("may be one more than wanted, and there are none in an empty window", () => {
    const startMs = Date.UTC(2026, 10, 25, 3);
    expect(timeTicks(startMs, startMs + 5 * minuteMs, 5)).toHaveLength(6);
    expect(timeTicks(startMs, startMs + minuteMs, 0)).toEqual([]);
  });
});
