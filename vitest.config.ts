import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
export const alias = { "@": root, "server-only": path.join(root, "scripts/setup/empty.mjs") };
const common = {
  setupFiles: [path.join(root, "lib/testing/set-up.ts")],
  // A test that asserts nothing has failed.
  expect: { requireAssertions: true },
};
export const unit = {
  ...common,
  // These assert no time; on a crowded machine a property may take its while.
  testTimeout: 30_000,
  name: "unit",
  include: ["{lib,app,components,demo,deploy,scripts}/**/*.test.{ts,tsx}"],
  exclude: ["**/*.integration.test.ts"],
};
const integration = {
  ...common,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // As for the journeys: one more try on a busy machine, where real programs take their time.
  retry: process.env.CI ? 1 : 0,
};

// `unit` needs nothing but Node; `integration` runs the real programs and so takes longer; `long` spends minutes waiting
// for them, beside `integration`.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: unit,
      },
      {
        resolve: { alias },
        test: {
          ...integration,
          name: "integration",
          include: ["{lib,app,demo,deploy,scripts}/**/*.integration.test.ts"],
          exclude: ["**/*.long.integration.test.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...integration,
          name: "long",
          include: ["{lib,app,demo,deploy,scripts}/**/*.long.integration.test.ts"],
        },
      },
    ],
  },
});
