import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import { startFullStack } from "../../scripts/stack/start-full-stack.mjs";
import { seedThresholds } from "./seed-thresholds";

type FullStack = Awaited<ReturnType<typeof startFullStack>>;
export type Stack = FullStack & { faults: Faults };
type Faults = { on: (name: string, parameters?: object) => Promise<void>; allOff: () => Promise<void> };

function faultsOf(controlUrl: string): Faults {
  const call = async (method: string, name: string, body?: object) => {
    const init: RequestInit = { method };
    if (body) Object.assign(init, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const response = await fetch(`${controlUrl}/demo/faults${name}`, init);
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`);
  };
  return {
    on: (name, parameters = {}) => call("PUT", `/${name}`, parameters),
    allOff: () => call("DELETE", ""),
  };
}

/** Journeys run against the real programs; one stack per worker, with no fault on when a test begins. */
export const test = base.extend<{ calm: undefined }, { stack: Stack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructured names
    async ({}, use) => {
      const dir = await mkdtemp(path.join(tmpdir(), "obs-e2e-"));
      const stack = await startFullStack({ dir, prepareDatabase: seedThresholds });
      await use({ ...stack, faults: faultsOf(stack.urls.control) });
      await stack.stop();
      await rm(dir, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 180_000 },
  ],
  calm: [
    async ({ stack }, use) => {
      await use(undefined);
      await stack.faults.allOff();
    },
    { auto: true },
  ],
  baseURL: async ({ stack }, use) => {
    await use(stack.urls.console);
  },
});

export { expect };
