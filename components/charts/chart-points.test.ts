import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutToWindow, gapsOf, placeOfTime, pointText, shareOf, summaryText, timeAt } from "./chart-points";
import type { Drawn } from "./chart-values";

const at = Date.UTC(2026, 2, 1, 14, 0);
const minute = 60_000;
const series: Drawn = {
  unit: "ms",
  timesMs: [0, 1, 2, 3, 4, 5].map((step) => at + step * minute),
  lines: [
    { name: "p50", points: [10, 12, null, null, 11, null] },
    { name: "p95", points: [20, 310, null, null, 30, null] },
  ],
};

it("a chart's name tells the last and the highest value of each line", () => {
  expect(summaryText(series)).toBe("p50 last 11 ms, highest 12 ms; p95 last 30 ms, highest 310 ms");
  const many = {
    ...series,
    lines: Array.from({ length: 6 }, (_, index) => ({ name: `pod ${index}`, points: [null] })),
  };
  expect(summaryText(many)).toContain("pod 0 no data");
  expect(summaryText(many)).toContain("and 2 more");
});

it("a point is read with its time and every line, and what is missing is not zero", () => {
  expect(pointText(series, 1, true)).toBe("14:01:00 UTC: p50 12 ms, p95 310 ms");
  expect(pointText(series, 2, true)).toContain("p50 no data");
});

describe("gapsOf", () => {
  it("marks where nothing was measured for two steps, from the last point to the next", () => {
    expect(gapsOf(series)).toEqual([{ startMs: at + minute, endMs: at + 4 * minute }]);
    expect(gapsOf({ timesMs: series.timesMs, lines: [] })).toEqual([{ startMs: at, endMs: at + 5 * minute }]);
  });

  it("never covers a point", () => {
    const points = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 30 });
    let marked = 0;
    fc.assert(
      fc.property(points, (drawn) => {
        const timesMs = drawn.map((_, index) => at + index * minute);
        for (const { startMs, endMs } of gapsOf({ timesMs, lines: [{ name: "a", points: drawn }] })) {
          marked += 1;
          for (const [index, point] of drawn.entries()) {
            const timeMs = timesMs[index] ?? 0;
            if (timeMs > startMs && timeMs < endMs) expect(point).toBeNull();
          }
        }
      }),
    );
    expect(marked).toBeGreaterThan(0);
  });
});

it("a point is found by its time, wherever a redraw has put it", () => {
  const grid = fc.record({ step: fc.integer({ min: 1, max: 60 }), count: fc.integer({ min: 2, max: 60 }) });
  fc.assert(
    fc.property(grid, fc.nat(), fc.nat({ max: 20 }), ({ step, count }, chosen, slots) => {
      const drawn = (fromMs: number) => Array.from({ length: count }, (_, index) => fromMs + index * step * 1000);
      const [before, after] = [drawn(at), drawn(at + slots * step * 1000)];
      const timeMs = before[chosen % count] ?? at;
      const found = after[placeOfTime(after, timeMs)];
      expect(found).toBe(Math.max(timeMs, after[0] ?? 0));
      expect(shareOf(after, timeMs)).toBe(shareOf(after, found ?? 0));
    }),
  );
  expect(placeOfTime([], at)).toBe(-1);
});

it("a share of the plot is a time, and a window keeps what lies in it", () => {
  for (const timeMs of series.timesMs) expect(timeAt(series.timesMs, shareOf(series.timesMs, timeMs))).toBe(timeMs);
  expect(timeAt([], 0.5)).toBeNull();
  expect(timeAt(series.timesMs, 7)).toBe(at + 5 * minute);
  const cut = cutToWindow(series, { startMs: at + minute, endMs: at + 2 * minute });
  expect(cut.lines[1]?.points).toEqual([310, null]);
  expect(cut.timesMs).toHaveLength(2);
});
