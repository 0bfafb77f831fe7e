import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { msUntilNextSlot, slotStartMs } from "./slot";

const now = fc.integer({ min: 0, max: 4_000_000_000_000 });
const interval = fc.integer({ min: 1, max: 300_000 });

describe("slots", () => {
  it("cover every moment exactly once, aligned to the epoch", () => {
    fc.assert(
      fc.property(now, interval, (nowMs, intervalMs) => {
        const start = slotStartMs(nowMs, intervalMs);
        expect(start % intervalMs).toBe(0);
        expect(nowMs - start).toBeGreaterThanOrEqual(0);
        expect(nowMs - start).toBeLessThan(intervalMs);
      }),
    );
  });

  it("make the wait end exactly where the next begins", () => {
    fc.assert(
      fc.property(now, interval, (nowMs, intervalMs) => {
        const wait = msUntilNextSlot(nowMs, intervalMs);
        expect(wait).toBeGreaterThan(0);
        expect(slotStartMs(nowMs + wait, intervalMs)).toBe(nowMs + wait);
        expect(slotStartMs(nowMs + wait - 1, intervalMs)).toBe(slotStartMs(nowMs, intervalMs));
      }),
    );
  });
});
