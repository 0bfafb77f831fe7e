import { describe, expect, it } from "vitest";
import { judgeErrors, judgeLatency, judgeRoute } from "./judge-route";

const limits = { slowP95Ms: 1000, errorRatioWarn: 0.01, errorRatioBad: 0.05 };

describe("judgeErrors", () => {
  it.each([
    [0, 0, "unknown"],
    [1000, 0, "ok"],
    [1000, 9, "ok"],
    [1000, 10, "warn"],
    [1000, 50, "bad"],
    // Chance, not a trend: too few requests, or too few errors.
    [19, 19, "warn"],
    [19, 0, "ok"],
    // From exactly 20 requests and 3 errors on it counts.
    [20, 3, "bad"],
    [20, 2, "warn"],
    [100, 5, "bad"],
    [101, 5, "warn"],
    [101, 1, "ok"],
    [25, 2, "warn"],
    [25, 3, "bad"],
  ])("%i requests with %i errors: %s", (requests, errors, health) => {
    expect(judgeErrors(requests, errors, limits)).toBe(health);
  });
});

describe("judgeLatency", () => {
  it.each([
    [null, "unknown"],
    [1000, "ok"],
    [1001, "warn"],
    [2000, "warn"],
    [2001, "bad"],
  ])("p95 %s ms: %s", (p95Ms, health) => expect(judgeLatency(p95Ms, limits)).toBe(health));
});

describe("judgeRoute", () => {
  it("gives a reason for everything that is not ok, with the limit beside it", () => {
    const judged = judgeRoute({ requests: 100, errors: 10, p95Ms: 3000 }, limits);
    expect(judged).toEqual({ health: "bad", reasons: ["10 % errors (limit 1.0 %)", "p95 3.0 s (limit 1.0 s)"] });
  });

  it("does not call a rare route unknown for want of a percentile", () => {
    expect(judgeRoute({ requests: 4, errors: 0, p95Ms: null }, limits)).toEqual({ health: "ok", reasons: [] });
  });
});
