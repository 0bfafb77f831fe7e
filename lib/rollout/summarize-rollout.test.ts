import { describe, expect, it } from "vitest";
import { stateOfStep, summarizeRollout } from "./summarize-rollout";
import type { CheckState, CheckView, StepView } from "./types";

const check = (title: string, state: CheckState): CheckView => ({
  code: "metric-http",
  step: 1,
  title,
  state,
  because: "",
  evidence: [],
  memory: null,
  fix: null,
  around: [],
});
const step = (number: 1 | 2 | 3 | 4, ...checks: CheckView[]): StepView => ({
  step: number,
  title: "",
  worth: "",
  state: stateOfStep(checks),
  checks,
});
const met = (number: 1 | 2 | 3 | 4) => step(number, check("One vmagent", "met"));

describe("stateOfStep", () => {
  it.each([
    [["met", "met"], "done"],
    [["met", "unknown"], "unknown"],
    [["unknown"], "unknown"],
    [["not-yet", "unknown"], "not-begun"],
    [["met", "not-yet"], "under-way"],
    [["partly"], "under-way"],
    [["regressed", "not-yet"], "under-way"],
  ] as const)("%j: %s", (states, expected) => {
    expect(stateOfStep(states.map((state) => check("x", state)))).toBe(expected);
  });
});

describe("summarizeRollout", () => {
  it.each([
    [[met(1), met(2), met(3), met(4)], "All 4 steps are done."],
    [[step(1, check("One vmagent", "not-yet"))], "No step is done yet; step 1 needs: one vmagent."],
    [
      [met(1), met(2), step(3, check("APNs pushes by result", "partly")), met(4)],
      "Step 2 of 4 done; step 3 needs: APNs pushes by result.",
    ],
    [
      [met(1), step(2, check("A scrape", "regressed"), check("HTTP requests", "not-yet"))],
      "Step 1 of 2 done; step 2 lost: a scrape.",
    ],
    [
      [step(1, ...["A b", "C d", "E f"].map((title) => check(title, "unknown")))],
      "No step is done yet; of step 1 cannot be seen: a b; c d and 1 more.",
    ],
  ])("%#: %s", (steps, expected) => {
    expect(summarizeRollout(steps)).toBe(expected);
  });
});
