import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "./wilson";

const counted = fc
  .integer({ min: 1, max: 100_000 })
  .chain((of) => fc.record({ hits: fc.nat(of), of: fc.constant(of) }));

describe("wilsonInterval", () => {
  it.each([
    // Newcombe 1998, table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i is %f to %f", (hits, of, lower, upper) => {
    expect(wilsonInterval({ hits, of }).lower).toBeCloseTo(lower, 3);
    expect(wilsonInterval({ hits, of }).upper).toBeCloseTo(upper, 3);
  });

  it("holds the share, stays within 0 to 1, and is the same seen from the other side", () => {
    fc.assert(
      fc.property(counted, ({ hits, of }) => {
        const { lower, upper } = wilsonInterval({ hits, of });
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(hits / of + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(hits / of - 1e-12);
        const other = wilsonInterval({ hits: of - hits, of });
        expect(other.lower).toBeCloseTo(1 - upper, 9);
      }),
    );
  });

  it("narrows with ten times the tries, and widens with certainty", () => {
    fc.assert(
      fc.property(counted, ({ hits, of }) => {
        const width = (z: number, times: number) => {
          const { lower, upper } = wilsonInterval({ hits: hits * times, of: of * times }, z);
          return upper - lower;
        };
        expect(width(1.96, 10)).toBeLessThan(width(1.96, 1));
        expect(width(3, 1)).toBeGreaterThan(width(1.96, 1));
      }),
    );
  });

  it("without a try is all of 0 to 1", () =>
    expect(wilsonInterval({ hits: 0, of: 0 })).toEqual({ lower: 0, upper: 1 }));
});
