import fc from "fast-check";
import { expect, it } from "vitest";
import { createLineFolder, foldMs } from "./fold-lines";

const startMs = Date.UTC(2026, 10, 28);
const line = (msg: string, atMs: number) =>
  `${JSON.stringify({ level: "warn", time: new Date(atMs).toISOString(), msg })}\n`;
const parsed = (text: string) =>
  text
    .split("\n")
    .filter(Boolean)
    .map((one) => JSON.parse(one));

it("writes the first of equal lines, and their number when the minute is over", () => {
  const folder = createLineFolder();
  expect(folder.take(line("refused", startMs), startMs)).toBe(line("refused", startMs));
  for (let n = 1; n <= 300; n += 1) expect(folder.take(line("refused", startMs + n), startMs + n)).toBe("");
  expect(folder.take(line("another", startMs + 301), startMs + 301)).toBe(line("another", startMs + 301));
  expect(folder.settle(startMs + foldMs - 1)).toBe("");
  expect(parsed(folder.settle(startMs + foldMs))).toEqual([
    { level: "warn", time: new Date(startMs + foldMs).toISOString(), msg: "refused", repeated: 300 },
  ]);
  // Said once; what comes after is a new first.
  expect(folder.settle(startMs + 10 * foldMs)).toBe("");
  const later = startMs + 10 * foldMs;
  expect(folder.take(line("refused", later), later)).toBe(line("refused", later));
});

it("a first line after the minute brings the summary of the minute before", () => {
  const folder = createLineFolder();
  folder.take(line("refused", startMs), startMs);
  folder.take(line("refused", startMs + 1), startMs + 1);
  const next = startMs + foldMs;
  expect(parsed(folder.take(line("refused", next), next)).map(({ repeated }) => repeated)).toEqual([1, undefined]);
});

it("counts every line, whatever the order, the times and the number of kinds", () => {
  const event = fc.record({ kind: fc.integer({ min: 0, max: 700 }), afterMs: fc.integer({ min: -5000, max: 40_000 }) });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 1500 }), (events) => {
      const folder = createLineFolder();
      let nowMs = startMs;
      let text = "";
      for (const { kind, afterMs } of events) {
        nowMs += afterMs;
        text += folder.take(line(`kind ${kind}`, nowMs), nowMs);
      }
      text += folder.settle(nowMs, { all: true });
      const told = parsed(text).reduce((sum, { repeated = 1 }) => sum + repeated, 0);
      expect(told).toBe(events.length);
    }),
    { numRuns: 50 },
  );
});
