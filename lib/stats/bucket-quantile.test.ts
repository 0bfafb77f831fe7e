import { describe, expect, it } from "vitest";
import { addBuckets, bucketQuantile, slowerThan } from "./bucket-quantile";

const histogram = (...counts: number[]) =>
  counts.map((count, index) => ({ leSeconds: [0.1, 0.5, 1, Number.POSITIVE_INFINITY][index] ?? 0, count }));

describe("addBuckets", () => {
  it("adds up equal bounds, in ascending order whatever order the pods list them in", () => {
    const backwards = histogram(1, 2, 3, 4).toReversed();
    expect(addBuckets([backwards, histogram(10, 20, 30, 40)])).toEqual(histogram(11, 22, 33, 44));
    expect(addBuckets([])).toEqual([]);
  });
});

describe("bucketQuantile", () => {
  it("is interpolated linearly within its bucket, the first of which begins at 0", () => {
    expect(bucketQuantile(histogram(10, 20, 20, 20), 0.25)).toBeCloseTo(0.05);
    expect(bucketQuantile(histogram(10, 20, 20, 20), 0.75)).toBeCloseTo(0.3);
    expect(bucketQuantile(histogram(0, 0, 10, 10), 0.5)).toBeCloseTo(0.75);
  });

  it("is the bound itself where the rank ends a bucket", () => {
    // An empty bucket follows, whose own upper bound would be wrong.
    expect(bucketQuantile(histogram(10, 10, 20, 20), 0.5)).toBeCloseTo(0.1);
    expect(bucketQuantile(histogram(0, 10, 10, 10), 0)).toBe(0.1);
  });

  it("is the highest bound for what lies beyond it, and nothing when there is none", () => {
    expect(bucketQuantile(histogram(0, 0, 5, 10), 0.9)).toBe(1);
    expect(bucketQuantile([{ leSeconds: Number.POSITIVE_INFINITY, count: 10 }], 0.9)).toBeNull();
  });

  it("is nothing without requests, and for counts that are no figure", () => {
    expect(bucketQuantile([], 0.5)).toBeNull();
    expect(bucketQuantile(histogram(0, 0, 0, 0), 0.5)).toBeNull();
    expect(bucketQuantile(histogram(0, 0, 0, Number.NaN), 0.5)).toBeNull();
    expect(bucketQuantile(histogram(1, 1, 1, 1), 2)).toBeNull();
  });
});

describe("slowerThan", () => {
  it("counts what is above a bound, without what is exactly below it", () => {
    expect(slowerThan(histogram(4, 6, 9, 10), 0.5)).toBe(4);
    expect(slowerThan(histogram(4, 6, 9, 10), 0.7)).toBe(4);
    expect(slowerThan(histogram(4, 6, 9, 10), 0.05)).toBe(10);
    expect(slowerThan([], 1)).toBe(0);
  });
});
