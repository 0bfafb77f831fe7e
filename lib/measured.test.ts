import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Health, type Measured, mapMeasured, readyValue, worstHealth } from "@/lib/measured";

const health = fc.constantFrom<Health>("ok", "warn", "bad", "unknown");

describe("worstHealth", () => {
  it("is unknown when there is nothing to judge", () => {
    expect(worstHealth([])).toBe("unknown");
  });

  it("is ok only when every state is ok", () => {
    fc.assert(
      fc.property(fc.array(health, { minLength: 1 }), (states) => {
        expect(worstHealth(states) === "ok").toBe(states.every((state) => state === "ok"));
      }),
    );
  });

  it("does not depend on the order", () => {
    fc.assert(
      fc.property(fc.array(health), (states) => {
        expect(worstHealth(states.toReversed())).toBe(worstHealth(states));
      }),
    );
  });
});

describe("mapMeasured", () => {
  it("changes the value of a ready figure and nothing else", () => {
    const ready: Measured<number> = { state: "ready", value: 2, sampledAtMs: 5 };
    expect(mapMeasured(ready, (n) => n * 2)).toEqual({ state: "ready", value: 4, sampledAtMs: 5 });
    const empty: Measured<number> = { state: "empty", askedAtMs: 7 };
    expect(mapMeasured(empty, (n: number) => n * 2)).toBe(empty);
    expect(readyValue(empty)).toBeUndefined();
    expect(readyValue(ready)).toBe(2);
  });
});
