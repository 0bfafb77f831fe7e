import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAge, formatDuration, formatPercent, formatRate } from "./quantity";

describe("quantities in words", () => {
  it.each([
    [4.81, "4.8 requests/s"],
    [0.05, "3.0 requests/min"],
    [0.0005, "1.8 requests/h"],
    [1234, "1,234 requests/s"],
    [0, "0 requests/s"],
    [0.1, "0.1 requests/s"],
    [0.1 / 60, "0.1 requests/min"],
    [100, "100 requests/s"],
    [10, "10 requests/s"],
    [1, "1.0 requests/s"],
    [0.0156 / 3600, "0.02 requests/h"],
    [0.156, "0.16 requests/s"],
  ])("rate %f", (value, text) => expect(formatRate(value)).toBe(text));

  it.each([
    [0, "0 %"],
    [0.0031, "0.31 %"],
    [0.00001, "< 0.01 %"],
    [0.5, "50 %"],
    [0.9999, "> 99.9 %"],
    [1, "100 %"],
    [0.0001, "0.01 %"],
    [0.999, "100 %"],
    [-0.000_156, "-0.02 %"],
  ])("share %f", (value, text) => expect(formatPercent(value)).toBe(text));

  it.each([
    [0.2, "< 1 ms"],
    [411.6, "412 ms"],
    [999.7, "1.0 s"],
    [2100, "2.1 s"],
    [90_000, "1.5 min"],
    [1, "1 ms"],
    [999.5, "1.0 s"],
    [9960, "10.0 s"],
    [10_000, "10 s"],
    [59_400, "59 s"],
    [60_000, "1.0 min"],
    [600_000, "10 min"],
    [1_234_000, "21 min"],
    [3_600_000, "1.0 h"],
    [47.96 * 3_600_000, "48.0 h"],
    [48 * 3_600_000, "2 d"],
    [3.6 * 86_400_000, "4 d"],
  ])("duration %f ms", (value, text) => expect(formatDuration(value)).toBe(text));

  it("never rounds an age up, and an error that exists never reads as none", () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1, noNaN: true }), (ratio) => formatPercent(ratio) !== "0 %"));
    expect(formatAge(59_999)).toBe("59 s");
    expect(formatAge(119_999)).toBe("119 s");
    expect(formatAge(120_000)).toBe("2 min");
    expect(formatAge(119 * 60_000 + 59_999)).toBe("119 min");
    expect(formatAge(120 * 60_000)).toBe("2 h");
    expect(formatAge(47.9 * 3_600_000)).toBe("47 h");
    expect(formatAge(48 * 3_600_000)).toBe("2 d");
    expect(formatAge(95 * 3_600_000)).toBe("3 d");
    expect(formatAge(-5)).toBe("0 s");
  });
});
