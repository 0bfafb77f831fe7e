import fc from "fast-check";
import { expect, it } from "vitest";
import { nearestRank } from "./nearest-rank";

it.each([
  [[], 0.5, null],
  [[5], 0.95, 5],
  [[4, 1, 3, 2], 0.5, 2],
  [[4, 1, 3, 2], 0, 1],
  [[4, 1, 3, 2], 1, 4],
])("of %j, %d is %s", (values, q, expected) => expect(nearestRank(values, q)).toBe(expected));

it("is a value that was measured, with at least the share at or below it", () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (measured, q) => {
      const found = nearestRank(measured, q) ?? Number.NaN;
      expect(measured).toContain(found);
      const below = measured.filter((value) => value <= found).length;
      expect(below).toBeGreaterThanOrEqual(q * measured.length - 1e-9);
    }),
  );
});
