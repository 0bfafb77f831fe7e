import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const integration = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // As for the journeys: one more try on a busy machine, where real programs take their time.
  retry: process.env.CI ? 1 : 0,
};
// A test that asserts nothing has failed, and properties build what they are about (lib/testing/set-up.ts).
const common = { setupFiles: [path.join(root, "lib/testing/set-up.ts")], expect: { requireAssertions: true } };
const alias = { "@": root, "server-only": path.join(root, "scripts/setup/empty.mjs") };

// `unit` needs nothing but Node; `integration` runs the real programs and so takes longer; `long` spends minutes waiting
// for them, beside `integration`.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...common,
          // No limit of time is asserted by these; on a crowded machine a property may take its while.
          testTimeout: 30_000,
          name: "unit",
          include: ["{lib,app,components,demo,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: "integration",
          include: ["{lib,app,demo,scripts}/**/*.integration.test.ts"],
          exclude: ["**/*.long.integration.test.ts"],
          ...integration,
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: "long",
          include: ["{lib,app,demo,scripts}/**/*.long.integration.test.ts"],
          ...integration,
        },
      },
    ],
  },
});
