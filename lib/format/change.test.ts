import { describe, expect, it } from "vitest";
import { changeRatio, formatChange } from "./change";

describe("a change", () => {
  it.each([
    [3, 2, 0.5],
    [1, 2, -0.5],
    [0, 2, -1],
    [null, 2, null],
    [2, null, null],
    [2, undefined, null],
    [2, 0, null],
    [2, -1, null],
  ])("from %s before to %s is %s", (now, before, ratio) => expect(changeRatio(now, before)).toBe(ratio));

  it.each([
    [2, "+200 %"],
    [-0.12, "\u221212 %"],
    [0.014, "same"],
    [-0.01, "same"],
    [0.02, "+2 %"],
    [8.99, "+899 %"],
    [9, "x 10"],
    [11.2, "x 12"],
  ])("of %f reads %s", (ratio, text) => expect(formatChange(ratio)).toBe(text));
});
