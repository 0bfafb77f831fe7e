import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const integration = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // As for the journeys: one more try on a busy machine, where real programs take their time.
  retry: process.env.CI ? 1 : 0,
};
const alias = { "@": root, "server-only": path.join(root, "scripts/setup/empty.mjs") };

// `unit` needs nothing but Node; `integration` runs the real programs and so takes longer; `long` spends minutes waiting
// for them, beside `integration`.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,app,components,demo,deploy,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{lib,app,demo,deploy,scripts}/**/*.integration.test.ts"],
          exclude: ["**/*.long.integration.test.ts"],
          ...integration,
        },
      },
      {
        resolve: { alias },
        test: { name: "long", include: ["{lib,app,demo,deploy,scripts}/**/*.long.integration.test.ts"], ...integration },
      },
    ],
  },
});
