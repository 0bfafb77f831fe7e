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

it("cuts no window out of nothing", () => expect(cutWindows(5, 5)).toEqual([]));

describe("windowsWithFailures", () => {
  const windows = cutWindows(0, 3 * hourMs);

  it("keeps only the hours in which VictoriaMetrics counted a failure", () => {
    const kept = windowsWithFailures(windows, { timesMs: [hourMs, 2 * hourMs, 3 * hourMs], points: [null, 4, 0] });
    expect(kept).toEqual([{ startMs: hourMs, endMs: 2 * hourMs }]);
  });

  it("takes a count for the hour that ended with it, or a minute before", () => {
    const minuteMs = 60_000;
    const keptOf = (timeMs: number) =>
      windowsWithFailures(windows, { timesMs: [timeMs], points: [1] }).map(({ endMs }) => endMs / hourMs);
    expect(keptOf(hourMs)).toEqual([1]);
    expect(keptOf(hourMs + minuteMs)).toEqual([2, 1]);
    expect(keptOf(hourMs + minuteMs + 1)).toEqual([2]);
    expect(keptOf(0)).toEqual([]);
    expect(windowsWithFailures(windows, { timesMs: [hourMs], points: [] })).toEqual([]);
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

  it("reads buckets in any order, and leaves out what nothing exceeded or has no bound", () => {
    expect(slowBoundsMs([...buckets.toReversed(), { le: "odd", count: 0 }], 10)).toEqual([1000, 5000]);
    expect(slowBoundsMs(buckets, 15)).toEqual([1000, 5000]);
    expect(slowBoundsMs(buckets, 16)).toEqual([500, 1000]);
    expect(slowBoundsMs(buckets, 1)).toEqual([5000]);
    const one = [
      { le: "1", count: 9 },
      { le: "+Inf", count: 10 },
    ];
    expect(slowBoundsMs(one, 1)).toEqual([1000]);
    expect(slowBoundsMs(buckets.slice(0, 5), 1)).toEqual([]);
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
