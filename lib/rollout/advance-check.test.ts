import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceCheck } from "./advance-check";
import type { CheckMemory, Outcome } from "./types";

const outcome = (state: Outcome["state"]): Outcome => ({ state, because: "", evidence: [] });

describe("advanceCheck", () => {
  it("calls what was met and is not any more regressed, dated at the last time it was met", () => {
    const first = advanceCheck(null, outcome("met"), 100);
    const second = advanceCheck(first.memory, outcome("met"), 200);
    const lost = advanceCheck(second.memory, outcome("not-yet"), 300);
    expect(lost).toMatchObject({ shown: "regressed", changed: true, memory: { firstMetAtMs: 100, lostAtMs: 200 } });
    const still = advanceCheck(lost.memory, outcome("partly"), 400);
    expect(still).toMatchObject({ shown: "regressed", changed: false, memory: { lostAtMs: 200 } });
    expect(advanceCheck(still.memory, outcome("met"), 500)).toMatchObject({
      shown: "met",
      changed: true,
      memory: { lostAtMs: null },
    });
  });

  it("never calls what was never met regressed, and never what cannot be asked", () => {
    const states = fc.array(fc.constantFrom("met", "partly", "not-yet", "unknown", "quiet"), {
      minLength: 1,
      maxLength: 30,
    });
    let regressed = 0;
    let unknown = 0;
    fc.assert(
      fc.property(states, (looks) => {
        let memory: CheckMemory | null = null;
        let everMet = false;
        for (const [index, state] of looks.entries()) {
          const before: CheckMemory | null = memory;
          const step = advanceCheck(memory, outcome(state as Outcome["state"]), index * 10);
          everMet ||= state === "met";
          if (step.shown === "regressed") {
            regressed += 1;
            expect(everMet).toBe(true);
            expect(step.memory?.lostAtMs).not.toBeNull();
          }
          if (state === "unknown") {
            unknown += 1;
            expect(step).toEqual({ shown: "unknown", memory: before, changed: false });
          }
          if (state === "quiet" && before) expect(step.shown).toBe(before.state);
          memory = step.memory;
        }
      }),
    );
    expect(regressed).toBeGreaterThan(50);
    expect(unknown).toBeGreaterThan(50);
  });
});
