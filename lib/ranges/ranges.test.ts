import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRangeKey, rangeKeys, secondsOf, stepSecondsFor } from "./ranges";

describe("ranges", () => {
  it("knows its own keys and nothing else", () => {
    expect(rangeKeys.every(isRangeKey)).toBe(true);
    expect(["", "1H", "2h", "constructor", "__proto__"].some(isRangeKey)).toBe(false);
  });

  it("gives a step that is a multiple of the scrape interval and at most 241 points", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rangeKeys), fc.integer({ min: 1, max: 300 }), (range, interval) => {
        const step = stepSecondsFor(range, interval);
        expect(step % interval).toBe(0);
        expect(step).toBeGreaterThan(0);
        expect(secondsOf(range) / step).toBeLessThanOrEqual(240);
      }),
    );
  });
});
