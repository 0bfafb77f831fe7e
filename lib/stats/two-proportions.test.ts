import { expect, it } from "vitest";
import { zOfProportions } from "./two-proportions";

it("is above 0 when the second is larger, and the same below 0 the other way round", () => {
  // Pooled 15 of 200: sqrt(0.075 * 0.925 * 0.02) = 0.03725.
  expect(zOfProportions({ hits: 5, of: 100 }, { hits: 10, of: 100 })).toBeCloseTo(1.342, 3);
  expect(zOfProportions({ hits: 10, of: 100 }, { hits: 5, of: 100 })).toBeCloseTo(-1.342, 3);
});

it("is 0 where nothing can be said: nobody had it, everybody had it, or nobody was asked", () => {
  expect(zOfProportions({ hits: 0, of: 10 }, { hits: 0, of: 10 })).toBe(0);
  expect(zOfProportions({ hits: 10, of: 10 }, { hits: 10, of: 10 })).toBe(0);
  expect(zOfProportions({ hits: 0, of: 0 }, { hits: 0, of: 10 })).toBe(0);
});
