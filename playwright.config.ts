import { defineConfig } from "@playwright/test";

// Every worker runs a whole stack of its own (e2e/support/stack.ts), so files can kill programs side by side.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/journeys",
  fullyParallel: false,
  workers: 2,
  // Two whole stacks and two browsers on two cores: one more try tells a slow machine from a fault; both are reported.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"], ["json"]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Recording each test, most of them only to throw it away, costs more CPU time than the pages do; `--trace on` at will.
    // Without the picture of the page at each step, which made a second try several times slower than the first.
    trace: { mode: "on-first-retry", snapshots: false, screenshots: true, sources: true },
    launchOptions: {
      executablePath: process.env.OBS_CHROMIUM,
      args: [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
      // Chromium refuses its own sandbox to root.
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
});
