import { writeFileSync } from "node:fs";
import path from "node:path";
import { stateOfVitest } from "./outcomes.mjs";

/** Writes the outcomes of a run to the file in OBS_TEST_OUTCOMES: Vitest's own JSON does not tell what was flaky. */
export default class OutcomesReporter {
  /** @param {readonly import("vitest/node").TestModule[]} modules @param {readonly unknown[]} errors */
  onTestRunEnd(modules, errors) {
    const target = process.env.OBS_TEST_OUTCOMES;
    if (!target) return;
    const file = (/** @type {string} */ name) => path.relative(process.cwd(), name);
    const outcomes = modules.flatMap((module) => {
      const tests = [...module.children.allTests()].map((test) => ({
        title: test.fullName,
        file: file(module.moduleId),
        state: stateOfVitest(test.result().state, test.diagnostic()?.flaky ?? false),
        seconds: (test.diagnostic()?.duration ?? 0) / 1000,
      }));
      // Of a file that does not load, or whose set-up fails, no test ran.
      const isBroken = module.errors().length > 0 && !tests.some(({ state }) => state === "failed");
      return isBroken
        ? [...tests, { title: "the file", file: file(module.moduleId), state: "failed", seconds: 0 }]
        : tests;
    });
    if (errors.length > 0) outcomes.push({ title: "an unhandled error", file: "", state: "failed", seconds: 0 });
    writeFileSync(target, JSON.stringify(outcomes));
  }
}
