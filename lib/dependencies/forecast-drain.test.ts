import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drainText } from "./drain-text";
import { forecastDrain } from "./forecast-drain";

describe("forecastDrain", () => {
  it.each([
    ["an empty queue", { backlog: 0, processedPerSecond: 0, slopePerSecond: 0 }, "empty"],
    [
      "nothing worked off",
      { backlog: 3, processedPerSecond: 0, slopePerSecond: 0 },
      "never drains: nothing is worked off",
    ],
    ["a backlog of seconds", { backlog: 10, processedPerSecond: 2, slopePerSecond: 0.5 }, "keeps pace"],
    ["a growing backlog", { backlog: 1000, processedPerSecond: 2, slopePerSecond: 0.5 }, "never drains: it grows"],
    [
      "a standing backlog",
      { backlog: 1000, processedPerSecond: 2, slopePerSecond: 0 },
      "never drains: it does not shrink",
    ],
    ["a shrinking backlog", { backlog: 1000, processedPerSecond: 2, slopePerSecond: -1 }, "in 17 min"],
    ["a minute's work", { backlog: 120, processedPerSecond: 2, slopePerSecond: 0.5 }, "keeps pace"],
    [
      "more than a minute's work",
      { backlog: 121, processedPerSecond: 2, slopePerSecond: 0.5 },
      "never drains: it grows",
    ],
    [
      "less than a task an hour",
      { backlog: 1000, processedPerSecond: 2, slopePerSecond: -1 / 3601 },
      "never drains: it does not shrink",
    ],
    ["a task an hour", { backlog: 1000, processedPerSecond: 2, slopePerSecond: -1 / 3600 }, "in 42 d"],
    ["no depth at all", { backlog: null, processedPerSecond: 2, slopePerSecond: -1 }, "unknown"],
    ["too few samples for a slope", { backlog: 1000, processedPerSecond: 2, slopePerSecond: null }, "unknown"],
  ])("says of %s", (_label, input, words) => {
    expect(drainText(forecastDrain(input))).toBe(words);
  });

  it("has a queue that does not drain by a code, whatever the words", () => {
    const of = (processedPerSecond: number, slopePerSecond: number) =>
      forecastDrain({ backlog: 1000, processedPerSecond, slopePerSecond });
    expect([of(0, 0), of(2, 0), of(2, 1)]).toEqual([
      { kind: "never", reason: "nothing-processed" },
      { kind: "never", reason: "steady" },
      { kind: "never", reason: "grows" },
    ]);
  });

  it("promises an end only to a backlog that shrinks, and at the pace at which it does", () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    const slope = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(amount, amount, slope, (backlog, processedPerSecond, slopePerSecond) => {
        const drain = forecastDrain({ backlog, processedPerSecond, slopePerSecond });
        if (drain.kind !== "drains") return;
        expect(slopePerSecond).toBeLessThan(0);
        expect(drain.etaSeconds * -slopePerSecond).toBeCloseTo(backlog, 3);
      }),
    );
  });
});
