import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeOneShare, judgeShare, minHits } from "./judge-share";
import { wilsonInterval } from "./wilson";

const limits = { warn: 0.01, bad: 0.05 };
const judge = (long: [number, number], short: [number, number], own = limits) =>
  judgeShare({ long: { hits: long[0], of: long[1] }, short: { hits: short[0], of: short[1] } }, own);

describe("judgeShare", () => {
  it("takes 2 errors of 133 for chance, and says so", () => {
    expect(judge([2, 133], [1, 30])).toEqual({ severity: null, phase: "present", isChance: true });
  });

  it("does not call 3 of 4 pushes after a restart bad", () => {
    expect(judge([3, 4], [3, 4], { warn: 0.2, bad: 0.5 }).severity).toBeNull();
  });

  it("sees a burst at once that the long window would need minutes for", () => {
    expect(judge([12, 1500], [12, 40])).toMatchObject({ severity: "bad", phase: "present" });
  });

  it("is recovering once the short window is fine, with enough tries to say so", () => {
    expect(judge([120, 1500], [0, 300])).toMatchObject({ severity: "bad", phase: "recovering" });
    expect(judge([120, 1500], [0, 3])).toMatchObject({ severity: "bad", phase: "present" });
    expect(judge([120, 1500], [30, 300])).toMatchObject({ severity: "bad", phase: "present" });
  });

  it("takes four hits as evidence, and a share exactly at its limit as within it", () => {
    expect(judge([4, 4], [4, 4])).toEqual({ severity: "bad", phase: "present", isChance: false });
    expect(judge([3, 4], [3, 4])).toEqual({ severity: null, phase: "present", isChance: true });
    expect(judge([1, 100], [0, 20])).toEqual({ severity: null, phase: "present", isChance: false });
    const { lower } = wilsonInterval({ hits: 50, of: 100 }, 3);
    expect(judge([50, 100], [0, 0], { warn: lower, bad: 1 }).severity).toBeNull();
    expect(judge([51, 100], [0, 0], { warn: lower, bad: 1 }).severity).toBe("warn");
  });

  it.each([
    ["ten tries without a hit", [12, 150], [0, 10], "recovering"],
    ["nine tries without a hit", [12, 150], [0, 9], "present"],
    ["a share at the limit, far below what it was", [120, 1500], [3, 300], "recovering"],
    ["a share above the limit, though far below what it was", [120, 1500], [6, 300], "present"],
    ["a hit among tries that do not tell it from what it was", [40, 1500], [1, 150], "present"],
    ["a hit among tries that do", [120, 1500], [1, 300], "recovering"],
  ] as const)("is well again or not: %s", (_, long, short, phase) => {
    const judged = judge([...long], [...short]);
    expect(judged).toEqual({ severity: long[0] === 120 ? "bad" : "warn", phase, isChance: false });
  });

  it("warns of a share that is certainly above the warning limit but not above the graver one", () => {
    expect(judge([40, 1500], [8, 300])).toMatchObject({ severity: "warn", phase: "present" });
  });

  it("is never certain of what the limit itself, or fewer than four hits, explain", () => {
    let seen = 0;
    const window = fc.record({ hits: fc.nat(40), of: fc.integer({ min: 40, max: 3000 }) });
    fc.assert(
      fc.property(window, window, (long, short) => {
        const { severity } = judgeShare({ long, short }, limits);
        const isQuiet = (counted: typeof long) => counted.hits < minHits || counted.hits / counted.of <= limits.warn;
        if (!isQuiet(long) || !isQuiet(short)) return;
        seen += 1;
        expect(severity).toBeNull();
      }),
    );
    expect(seen).toBeGreaterThan(5);
  });

  it("grows no milder with more hits", () => {
    const rank = { none: 0, warn: 1, bad: 2 };
    fc.assert(
      fc.property(fc.nat(400), fc.nat(100), (hits, more) => {
        const at = (count: number) => rank[judgeOneShare({ hits: count, of: 500 }, limits).severity ?? "none"];
        expect(at(Math.min(500, hits + more))).toBeGreaterThanOrEqual(at(hits));
      }),
    );
  });
});
