import { pureFiles } from "./scripts/suite/pure-files.mjs";

// `npm run mutate`, or of one room: `npm run mutate -- --mutate "lib/tokens/**/*.ts,!**/*.test.ts"`. Not part of
// `npm test`: each mutant is a run of the tests that reach it.
const rooms = [
  "lib/oncall",
  "lib/red",
  "lib/dependencies",
  "lib/tokens",
  "lib/gate",
  "lib/auth",
  "lib/audit",
  "lib/triggers",
  "lib/resources/kernel-log",
  "lib/traces",
  "lib/stats",
  "lib/format",
];

export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.ts" },
  mutate: pureFiles(import.meta.dirname, rooms),
  coverageAnalysis: "perTest",
  incremental: true,
  incrementalFile: ".stryker/incremental.json",
  concurrency: 2,
  ignorePatterns: [".next", ".stryker", "e2e", "test-results", "tools", "docs"],
  tempDirName: ".stryker/sandbox",
  reporters: ["clear-text", "json", "progress"],
  jsonReporter: { fileName: ".stryker/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  thresholds: { high: 90, low: 85, break: null },
  timeoutMS: 20_000,
};
