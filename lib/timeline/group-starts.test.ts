import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupStarts, type ProcessStart, rolloutGapMs } from "./group-starts";

const start = (instance: string, seconds: number): ProcessStart => ({ instance, atMs: seconds * 1000 });
const kinds = (starts: ProcessStart[]) => groupStarts(starts).map(({ kind, instances }) => [kind, instances.length]);

describe("starts of pods", () => {
  it("three pods one after the other are one rollout", () => {
    expect(kinds([start("a", 0), start("b", 60), start("c", 150)])).toEqual([["rollout", 3]]);
  });

  it("a pod that starts alone is a restart, again and again too", () => {
    expect(kinds([start("a", 0)])).toEqual([["restart", 1]]);
    expect(kinds([start("a", 0), start("a", 30), start("a", 90)])).toEqual([["restart", 1]]);
  });

  it("pods that do not stay up are not a rollout, however many", () => {
    expect(kinds([start("a", 0), start("b", 20), start("a", 40), start("b", 60)])).toEqual([["restart", 2]]);
  });

  it("starts far apart are events of their own", () => {
    expect(kinds([start("a", 0), start("b", 400)])).toEqual([
      ["restart", 1],
      ["restart", 1],
    ]);
  });

  it("a start time that a set clock moved by a second is the same start", () => {
    expect(groupStarts([start("a", 100), start("a", 101), start("a", 102)])).toMatchObject([{ starts: [{}] }]);
  });

  it("loses no start, keeps groups apart and within them together, whatever the order", () => {
    const anyStart = fc.record({
      instance: fc.constantFrom("a", "b", "c", "d"),
      atMs: fc.integer({ min: 0, max: 5e6 }),
    });
    fc.assert(
      fc.property(fc.array(anyStart, { maxLength: 60 }), (starts) => {
        const groups = groupStarts(starts);
        expect(groupStarts(starts.toReversed())).toEqual(groups);
        for (const { instance, atMs } of starts) {
          const own = groups.flatMap((group) => group.starts).filter((one) => one.instance === instance);
          // Kept itself, or by an echo of it: one of a chain of the same instance's, each within 5 s of the next.
          expect(own.some((one) => one.atMs <= atMs)).toBe(true);
        }
        for (const [index, group] of groups.entries()) {
          const before = groups[index - 1];
          if (before) expect(group.firstMs - before.lastMs).toBeGreaterThan(rolloutGapMs);
          const times = group.starts.map(({ atMs }) => atMs);
          for (const [at, time] of times.entries()) {
            if (at > 0) expect(time - (times[at - 1] ?? time)).toBeLessThanOrEqual(rolloutGapMs);
          }
          expect(group.kind === "rollout").toBe(group.instances.length > 1 && times.length === group.instances.length);
        }
      }),
    );
  });
});
