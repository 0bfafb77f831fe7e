import { expect, it } from "vitest";
import { thresholdsOf } from "./panels";

const stepsOf = (input: Parameters<typeof thresholdsOf>[0]) => thresholdsOf(input).build().steps;
const [ok, warn, bad] = ["#009E73", "#E69F00", "#D55E00"];

it("colours from fine to bad where more is worse", () => {
  expect(stepsOf({ warn: 1, bad: 2 })).toEqual([
    { value: null, color: ok },
    { value: 1, color: warn },
    { value: 2, color: bad },
  ]);
  expect(stepsOf({})).toEqual([{ value: null, color: ok }]);
});

it("colours from bad to fine where less is worse", () => {
  expect(stepsOf({ warn: 3.5, bad: 3, belowIsBad: true })).toEqual([
    { value: null, color: bad },
    { value: 3, color: warn },
    { value: 3.5, color: ok },
  ]);
});
