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
  ])("rate %f", (value, text) => expect(formatRate(value)).toBe(text));

  it.each([
    [0, "0 %"],
    [0.0031, "0.31 %"],
    [0.00001, "< 0.01 %"],
    [0.5, "50 %"],
    [0.9999, "> 99.9 %"],
    [1, "100 %"],
  ])("share %f", (value, text) => expect(formatPercent(value)).toBe(text));

  it.each([
    [0.2, "< 1 ms"],
    [411.6, "412 ms"],
    [999.7, "1.0 s"],
    [2100, "2.1 s"],
    [90_000, "1.5 min"],
  ])("duration %f ms", (value, text) => expect(formatDuration(value)).toBe(text));

  it("never rounds an age up, and an error that exists never reads as none", () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1, noNaN: true }), (ratio) => formatPercent(ratio) !== "0 %"));
    expect(formatAge(59_999)).toBe("59 s");
    expect(formatAge(-5)).toBe("0 s");
  });
});
