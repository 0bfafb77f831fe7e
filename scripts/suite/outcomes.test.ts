import { expect, it } from "vitest";
import { outcomesOfJourneys, stateOfVitest, summarize } from "./outcomes.mjs";

const outcome = (state: "passed" | "failed" | "skipped" | "flaky", seconds = 1, title: string = state) => ({
  title,
  file: "a.test.ts",
  state,
  seconds,
});

it("ends with the counts, and names what was flaky above them, not among what passed", () => {
  const lines = summarize([outcome("passed"), outcome("passed"), outcome("flaky", 3), outcome("failed")]);
  expect(lines.at(-1)).toBe("2 passed, 1 failed");
  expect(lines.slice(-3, -1)).toEqual(["1 flaky, which passed only when tried again:", "  3.0 s  a.test.ts: flaky"]);
  expect(summarize([outcome("skipped")]).at(-1)).toBe("0 passed, 0 failed, 1 skipped");
  expect(summarize([])).toEqual(["0 passed, 0 failed"]);
});

it("names the ten slowest, slowest first", () => {
  const lines = summarize(Array.from({ length: 12 }, (_, index) => outcome("passed", index, `test ${index}`)));
  expect(lines).toHaveLength(12);
  expect(lines[1]).toBe("  11.0 s  a.test.ts: test 11");
  expect(lines[10]).toBe("  2.0 s  a.test.ts: test 2");
});

it("reads what became of journeys, at any depth, with the time of all tries", () => {
  const spec = (status: string, ...durations: number[]) => ({
    title: status,
    file: "a.spec.ts",
    tests: [{ status, results: durations.map((duration) => ({ duration })) }],
  });
  const report = {
    suites: [
      { specs: [spec("expected", 1000), spec("flaky", 1000, 500)], suites: [{ specs: [spec("unexpected", 10)] }] },
      { specs: [spec("skipped"), spec("something new")] },
    ],
    errors: [{ message: "a.spec.ts does not load\nat line 1" }],
  };
  expect(outcomesOfJourneys(report).map(({ title, state, seconds }) => [title, state, seconds])).toEqual([
    ["expected", "passed", 1],
    ["flaky", "flaky", 1.5],
    ["unexpected", "failed", 0.01],
    ["skipped", "skipped", 0],
    ["something new", "failed", 0],
    ["a.spec.ts does not load", "failed", 0],
  ]);
});

it("takes a test that passed only when tried again for flaky, and one that never ran for skipped", () => {
  expect(stateOfVitest("passed", true)).toBe("flaky");
  expect(stateOfVitest("passed", false)).toBe("passed");
  expect(stateOfVitest("failed", true)).toBe("failed");
  expect(stateOfVitest("pending", false)).toBe("skipped");
});
