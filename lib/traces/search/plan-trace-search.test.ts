import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutWindows, slowBoundsMs, windowsWithFailures } from "./plan-trace-search";

const hourMs = 3_600_000;

describe("cutWindows", () => {
  it("covers the range without gap or overlap, in windows of at most an hour, newest first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 30 * hourMs }), (startMs, lengthMs) => {
        const windows = cutWindows(startMs, startMs + lengthMs);
        expect(windows[0]?.endMs).toBe(startMs + lengthMs);
        expect(windows.at(-1)?.startMs).toBe(startMs);
        for (const [index, window] of windows.entries()) {
          expect(window.endMs - window.startMs).toBeLessThanOrEqual(hourMs);
          const older = windows[index + 1];
          if (older) expect(older.endMs).toBe(window.startMs);
        }
      }),
    );
  });
});

describe("windowsWithFailures", () => {
  const windows = cutWindows(0, 3 * hourMs);

  it("keeps only the hours in which VictoriaMetrics counted a failure", () => {
    const kept = windowsWithFailures(windows, { timesMs: [hourMs, 2 * hourMs, 3 * hourMs], points: [null, 4, 0] });
    expect(kept).toEqual([{ startMs: hourMs, endMs: 2 * hourMs }]);
  });

  it("keeps all when nobody can say", () => {
    expect(windowsWithFailures(windows, null)).toEqual(windows);
  });
});

describe("slowBoundsMs", () => {
  const buckets = [
    { le: "0.1", count: 900 },
    { le: "0.5", count: 960 },
    { le: "1", count: 985 },
    { le: "5", count: 998 },
    { le: "10", count: 1000 },
    { le: "+Inf", count: 1000 },
  ];

  it("takes the highest bound that enough requests exceeded, and the next that any did", () => {
    expect(slowBoundsMs(buckets, 10)).toEqual([1000, 5000]);
  });

  it("falls back to the lowest bound that anything exceeded when there are too few", () => {
    expect(slowBoundsMs(buckets, 5000)).toEqual([100, 500]);
  });

  it("has no bound without buckets, or when nothing was slower than any", () => {
    expect(slowBoundsMs([], 10)).toEqual([]);
    expect(
      slowBoundsMs(
        [
          { le: "0.1", count: 5 },
          { le: "+Inf", count: 5 },
        ],
        1,
      ),
    ).toEqual([]);
  });
});
