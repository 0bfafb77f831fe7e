import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContextOptions, test as base, expect } from "@playwright/test";
import { stackAdmin, startFullStack } from "../../scripts/run/start-full-stack.mjs";
import { addUser, holdStepUp, signedIn, viewer } from "./accounts";
import { seedThresholds } from "./seed-thresholds";

type FullStack = Awaited<ReturnType<typeof startFullStack>>;
type State = BrowserContextOptions["storageState"];
/** `sessions`: what a browser holds after the admin or the viewer signed in. */
export type Stack = FullStack & { faults: Faults; sessions: { admin: State; viewer: State } };
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

/** How React says that a page's first render in the browser was another than the server's. */
const hydrationError = /Minified React error #(418|422|423|424|425)\b/;

/**
 * Journeys run against the real programs; one stack per worker, with no fault on when a test begins. A file that sets
 * `consoleEnv` has a worker of its own, whose console has these settings.
 */
export const test = base.extend<{ calm: undefined }, { consoleEnv: Record<string, string>; stack: Stack }>({
  consoleEnv: [{}, { scope: "worker", option: true }],
  stack: [
    async ({ consoleEnv }, use) => {
      const dir = await mkdtemp(path.join(tmpdir(), "obs-e2e-"));
      const stack = await startFullStack({ dir, consoleEnv, prepareDatabase: seedThresholds });
      const { console: url } = stack.urls;
      await addUser(stack.databaseUrl, viewer, "viewer");
      const sessions = { admin: await signedIn(url, stackAdmin), viewer: await signedIn(url, viewer) };
      await holdStepUp(stack.databaseUrl);
      await use({ ...stack, faults: faultsOf(stack.urls.control), sessions });
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
  // Every page, request and context of a test belongs to the admin, unless it asks for another (accounts.ts).
  storageState: async ({ stack }, use) => {
    await use(stack.sessions.admin);
  },
  // Such a page is drawn again from nothing, with what was typed or opened lost: no journey may see one.
  context: async ({ context }, use) => {
    const seen: string[] = [];
    context.on("weberror", (thrown) => {
      const { message } = thrown.error();
      if (hydrationError.test(message)) seen.push(`${thrown.page()?.url()}: ${message}`);
    });
    await use(context);
    expect(seen, "pages that differed from what the server rendered").toEqual([]);
  },
  baseURL: async ({ stack }, use) => {
    await use(stack.urls.console);
  },
});

export { expect };
