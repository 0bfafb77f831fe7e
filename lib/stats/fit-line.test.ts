import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine } from "./fit-line";

const startMs = Date.UTC(2026, 10, 28);
const lineOf = (count: number, stepMs: number, slope: number, base: number) =>
  Array.from({ length: count }, (_, index) => ({
    atMs: startMs + index * stepMs,
    value: base + slope * index * stepMs,
  }));

describe("the fitted line", () => {
  it("is the line that the points lie on, at today's times and sizes of gigabytes", () => {
    const slope = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    const sign = fc.constantFrom(-1, 1);
    fc.assert(
      fc.property(slope, sign, fc.integer({ min: 2, max: 400 }), (size, way, count) => {
        const points = lineOf(count, 60_000, size * way, 5e9);
        const line = fitLine(points);
        expect(line.slope / (size * way)).toBeCloseTo(1, 3);
        expect(line.fit).toBeGreaterThan(0.99);
        expect(line.at(startMs) / 5e9).toBeCloseTo(1, 6);
      }),
    );
  });

  it("explains nothing where nothing varies, and half where noise is as large as the trend", () => {
    expect(fitLine(lineOf(10, 1000, 0, 7))).toMatchObject({ slope: 0, fit: 0 });
    expect(fitLine([{ atMs: startMs, value: 3 }]).at(startMs + 5)).toBe(3);
    const atOnce = fitLine([3, 5].map((value) => ({ atMs: startMs, value })));
    expect([atOnce.slope, atOnce.fit, atOnce.at(startMs)]).toEqual([0, 0, 4]);
    const sawtooth = Array.from({ length: 100 }, (_, index) => ({ atMs: startMs + index, value: index % 2 }));
    expect(fitLine(sawtooth).fit).toBeLessThan(0.01);
  });
});
