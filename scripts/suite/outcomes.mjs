/**
 * What became of one test. A flaky one failed first and passed when it was tried again.
 * @typedef {{ title: string, file: string, state: "passed" | "failed" | "skipped" | "flaky", seconds: number }} Outcome
 */

const slowestShown = 10;

/** @param {readonly Outcome[]} outcomes @returns {Record<Outcome["state"], number>} */
export function countOutcomes(outcomes) {
  const counts = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}

/**
 * The end of a run in words: the ten slowest, what was flaky by name, and last the counts, in a form that tools read.
 * A flaky test is neither passed nor failed: nobody knows yet which of the two it is.
 * @param {readonly Outcome[]} outcomes
 * @returns {string[]} lines
 */
export function summarize(outcomes) {
  const counts = countOutcomes(outcomes);
  const slowest = outcomes.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  const line = (/** @type {Outcome} */ { file, title, seconds }) => `  ${seconds.toFixed(1)} s  ${file}: ${title}`;
  const flaky = outcomes.filter(({ state }) => state === "flaky");
  return [
    ...(slowest.length > 0 ? ["The slowest:", ...slowest.map(line)] : []),
    ...(flaky.length > 0 ? [`${counts.flaky} flaky, which passed only when tried again:`, ...flaky.map(line)] : []),
    `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`,
  ];
}

/** @param {string} value @returns {value is Outcome["state"]} */

/**
 * Outcomes of a report of Playwright's JSON reporter: one for each test, with the time of all its tries.
 * @param {any} report
 * @returns {Outcome[]}
 */
export function outcomesOfJourneys(report) {
  const named = { expected: "passed", unexpected: "failed", flaky: "flaky", skipped: "skipped" };
  /** @param {any} suite @returns {Outcome[]} */
  const within = (suite) => [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ test) => ({
        title: spec.title,
        file: `e2e/${spec.file}`,
        // A status that Playwright may add one day is no pass.
        state: named[/** @type {keyof typeof named} */ (test.status)] ?? "failed",
        seconds:
          test.results.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.duration, 0) / 1000,
      })),
    ),
    ...(suite.suites ?? []).flatMap(within),
  ];
  // What failed outside any test, such as a file that does not load.
  const errors = (report.errors ?? []).map((/** @type {any} */ error) => ({
    title: String(error.message ?? "an error outside any test").split("\n")[0],
    file: "e2e",
    state: /** @type {const} */ ("failed"),
    seconds: 0,
  }));
  return [...within(report), ...errors];
}

/**
 * The state of a test that Vitest ran; one that never ran counts as skipped.
 * @param {string} state as Vitest names it @param {boolean} isFlaky
 * @returns {Outcome["state"]}
 */
export function stateOfVitest(state, isFlaky) {
  if (state === "passed") return isFlaky ? "flaky" : "passed";
  return state === "failed" ? "failed" : "skipped";
}
