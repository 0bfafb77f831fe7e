import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHeatmap } from "./build-heatmap";

const series = (le: string, points: (number | null)[]) => ({ labels: { le }, points });

describe("buildHeatmap", () => {
  it("turns cumulative buckets into requests per bucket, lowest bound first", () => {
    const heatmap = buildHeatmap(
      { timesMs: [1, 2], series: [series("+Inf", [10, 0]), series("0.1", [4, 0]), series("0.5", [9, 0])] },
      15,
      "",
    );
    expect(heatmap.bounds).toEqual([0.1, 0.5, null]);
    expect(heatmap.counts).toEqual([
      [4, 5, 1],
      [0, 0, 0],
    ]);
  });

  it("keeps a moment without any sample as a gap, unlike one without requests", () => {
    const heatmap = buildHeatmap({ timesMs: [1, 2], series: [series("+Inf", [null, 0])] }, 15, "");
    expect(heatmap.counts).toEqual([null, [0]]);
  });

  it("never shows a negative count, and as many requests as the highest bucket counted", () => {
    const point = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (values) => {
        const { counts } = buildHeatmap(
          { timesMs: [1], series: values.map((value, index) => series(String(index + 1), [value])) },
          15,
          "",
        );
        const column = counts[0];
        const isGap = values.every((value) => value === null);
        expect(column === null).toBe(isGap);
        expect((column ?? []).every((count) => count >= 0)).toBe(true);
        const sum = (column ?? []).reduce((total, count) => total + count, 0);
        expect(sum).toBe(Math.max(...values.map((value) => value ?? 0)));
      }),
    );
  });
});
