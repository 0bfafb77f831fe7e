import { describe, expect, it } from "vitest";
import { judgeErrors, judgeRoute, judgeSlow, latencyText } from "./judge-route";

const limits = { slowP95Ms: 1000, errorRatioWarn: 0.01, errorRatioBad: 0.05 };
const counted = (requests: number, errors: number, slow: number | null = 0) => ({ requests, errors, slow });
const timed = (changes = {}) => ({ ...counted(1000, 0), p95Ms: 80, meanMs: 40, highestBoundMs: 10_000, ...changes });

describe("judgeErrors", () => {
  it.each([
    [1000, 0, null],
    [1000, 9, null],
    // Above the limit, and not for certain.
    [1000, 12, null],
    [133, 2, null],
    [4, 3, null],
    [1000, 30, "warn"],
    [1000, 100, "bad"],
    [25, 10, "bad"],
  ])("%i requests with %i errors: %s", (requests, errors, severity) => {
    expect(judgeErrors(counted(requests, errors), limits).severity).toBe(severity);
  });
});

describe("judgeSlow", () => {
  it.each([
    ["one in a hundred above the limit", timed({ slow: 10 }), null],
    ["one in ten, p95 just above", timed({ slow: 100, p95Ms: 1300 }), "warn"],
    ["most of them, p95 far above", timed({ slow: 800, p95Ms: 2100 }), "bad"],
    ["no finite bucket, 3 s mean", timed({ slow: null, p95Ms: null, highestBoundMs: null, meanMs: 3000 }), "bad"],
    ["no finite bucket, fast", timed({ slow: null, p95Ms: null, highestBoundMs: null }), null],
    ["a limit above all bounds, p95 below them", timed({ slow: null, highestBoundMs: 500, meanMs: 1200 }), null],
    [
      "slower than all bounds below the limit",
      timed({ slow: null, p95Ms: 500, highestBoundMs: 500, meanMs: 30_000 }),
      "bad",
    ],
    [
      "slower than all bounds, and nobody knows the mean",
      timed({ slow: null, p95Ms: 500, highestBoundMs: 500, meanMs: null }),
      null,
    ],
    [
      "no finite bucket, mean at the limit",
      timed({ slow: null, p95Ms: null, highestBoundMs: null, meanMs: 1000 }),
      null,
    ],
    [
      "no finite bucket, mean just above",
      timed({ slow: null, p95Ms: null, highestBoundMs: null, meanMs: 1001 }),
      "warn",
    ],
    ["no finite bucket, mean at twice", timed({ slow: null, p95Ms: null, highestBoundMs: null, meanMs: 2000 }), "warn"],
    [
      "no finite bucket, mean above twice",
      timed({ slow: null, p95Ms: null, highestBoundMs: null, meanMs: 2001 }),
      "bad",
    ],
    ["a percentile, and no bound known", timed({ slow: null, p95Ms: 500, highestBoundMs: null, meanMs: 3000 }), "bad"],
    [
      "too few for a p95, bounds below the limit, a slow mean",
      timed({ slow: null, p95Ms: null, highestBoundMs: 500, meanMs: 3000 }),
      "bad",
    ],
    ["most of them, p95 at twice the limit", timed({ slow: 800, p95Ms: 2000 }), "warn"],
    ["most of them, and nobody asked for the p95", timed({ slow: 800, p95Ms: null }), "warn"],
    // A p95 that was taken over another window colours nothing by itself.
    ["none above the limit, p95 far above", timed({ slow: 0, p95Ms: 9000 }), null],
  ])("%s: %s", (_label, of, severity) => {
    expect(judgeSlow(of, limits).severity).toBe(severity);
  });

  it("is over once the short window is well, and goes on while it says nothing", () => {
    const long = timed({ slow: 300, p95Ms: 1300 });
    expect(judgeSlow(long, limits, counted(200, 0, 0)).phase).toBe("recovering");
    expect(judgeSlow(long, limits, counted(200, 0, null)).phase).toBe("present");
    expect(judgeSlow(timed({ slow: null, meanMs: 3000, p95Ms: null }), limits)).toMatchObject({
      ...{ phase: "present", isChance: false },
    });
  });

  it("is seen at once where half of the short window is slow", () => {
    expect(judgeSlow(timed({ slow: 30, p95Ms: 900 }), limits, counted(40, 0, 40)).severity).toBe("warn");
    expect(judgeSlow(timed({ slow: 30, p95Ms: 900 }), limits, counted(40, 0, 20)).severity).toBeNull();
  });
});

describe("latencyText", () => {
  it("says what is known: a percentile, that it lies above all bounds, or the mean alone", () => {
    expect(latencyText(timed())).toBe("p95 80 ms");
    expect(latencyText(timed({ p95Ms: 10_000 }))).toBe("p95 over 10 s");
    expect(latencyText(timed({ highestBoundMs: null }))).toBe("p95 80 ms");
    expect(latencyText(timed({ p95Ms: null, meanMs: 3000 }))).toBe("mean 3.0 s");
    expect(latencyText(timed({ p95Ms: null, meanMs: null }))).toBeNull();
  });
});

describe("judgeRoute", () => {
  it("gives a reason for everything that is not ok, with the limit beside it", () => {
    const judged = judgeRoute(timed({ requests: 100, errors: 30, slow: 80, p95Ms: 3000 }), limits);
    expect(judged).toEqual({ health: "bad", reasons: ["30 % errors (limit 1.0 %)", "p95 3.0 s (limit 1.0 s)"] });
  });

  it("shows what may be chance as a count, without a colour", () => {
    expect(judgeRoute(timed({ requests: 133, errors: 2 }), limits)).toEqual({
      health: "ok",
      reasons: ["2 errors of 133, could be chance"],
    });
  });

  it("does not call a rare route unknown for lack of a percentile", () => {
    expect(judgeRoute(timed({ requests: 4, p95Ms: null, slow: null }), limits)).toEqual({ health: "ok", reasons: [] });
  });

  it("is unknown without requests", () => {
    expect(judgeRoute(timed({ requests: 0 }), limits)).toEqual({ health: "unknown", reasons: [] });
  });

  it("only warns of what is over in the short window, however bad it was", () => {
    const failed = timed({ errors: 300 });
    expect(judgeRoute(failed, limits).health).toBe("bad");
    expect(judgeRoute(failed, limits, counted(200, 0)).health).toBe("warn");
    expect(judgeRoute(timed({ slow: 800, p95Ms: 3000 }), limits, counted(200, 0)).health).toBe("warn");
  });

  it("counts one error as one", () => {
    expect(judgeRoute(timed({ requests: 20.4, errors: 1.1 }), limits).reasons).toEqual([
      "1 error of 20, could be chance",
    ]);
  });
});
