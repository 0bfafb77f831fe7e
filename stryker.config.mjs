import { isWordsOnly, mutatedRooms } from "./scripts/suite/mutated-rooms.mjs";
import { pureFiles } from "./scripts/suite/pure-files.mjs";

// `npm run mutate` runs this once for each room, with that room's own unit tests: see scripts/mutate.mjs.
const rooms = mutatedRooms();
const name = rooms.length === 1 ? rooms[0].replaceAll("/", "-") : "all";

export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutate.config.ts", related: false },
  mutate: pureFiles(import.meta.dirname, rooms).filter((file) => !isWordsOnly(file)),
  coverageAnalysis: "perTest",
  // Vitest looks at no types, and some tests read sources: they must begin as they are written.
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: `.stryker/${name}.incremental.json`,
  concurrency: 1,
  ignorePatterns: [".next", ".data", ".stryker", "e2e", "test-results", "tools", "docs"],
  tempDirName: `.stryker/sandbox-${name}`,
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: `.stryker/${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  thresholds: { high: 90, low: 85, break: 85 },
  timeoutMS: 20_000,
};
