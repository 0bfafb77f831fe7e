import fc from "fast-check";
import { expect, it } from "vitest";
import { readPageWindow, toPageWindow } from "./page-window";

const at = 1_770_000_000_000;

it("what is selected is at least a minute, whole seconds, and holds what was dragged over", () => {
  let short = 0;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 6e8 }), (offset, length) => {
      const window = toPageWindow(at + offset, at + offset + length);
      if (!window) throw new Error("none");
      expect(window.endMs - window.startMs).toBeGreaterThanOrEqual(60_000);
      expect(window.startMs).toBeLessThanOrEqual(at + offset);
      expect(window.startMs % 1000).toBe(0);
      expect(window.endMs - (at + offset + length)).toBeGreaterThanOrEqual(0);
      expect(window.endMs - (at + offset + length)).toBeLessThan(1000);
      if (length < 58_000) short += 1;
      expect(toPageWindow(window.startMs, window.endMs)).toEqual(window);
    }),
    { examples: [[0, 1000]] },
  );
  expect(short).toBeGreaterThan(0);
});

it("a URL without a valid window gives none", () => {
  const end = String(at + 60_000);
  expect(readPageWindow(String(at), end)).toEqual({ startMs: at, endMs: at + 60_000 });
  for (const [from, to] of [
    [null, end],
    [end, String(at)],
    ["soon", end],
    [String(at), String(at + 8 * 86_400_000)],
  ])
    expect(readPageWindow(from, to)).toBeNull();
});
