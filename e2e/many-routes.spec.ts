import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { manyRoutes, scrapeOfManyRoutes } from "../lib/oncall/testing/many-routes";
import { freePort } from "../scripts/process/free-port.mjs";
import { startVictoriaMetrics } from "../scripts/programs/start-victoria-metrics.mjs";
import { addUser, signedIn, viewer } from "./support/accounts";
import { startLoneConsole } from "./support/lone-console";
import { longestTaskMs } from "./support/longest-task";

// Playwright's own recording works on the page's main thread, which is what is measured here.
test.use({ trace: "off", screenshot: "off" });

const endings: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

test("the on-call page of 1,000 routes opens, filters, sorts and scrolls without a frozen page", async ({
  browser,
}) => {
  const dir = await mkdtemp(path.join(tmpdir(), "obs-many-"));
  endings.push(() => rm(dir, { recursive: true, force: true }));
  const victoriaMetrics = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  endings.push(victoriaMetrics.stop);
  const lone = await startLoneConsole(() => ({ VICTORIAMETRICS_URL: victoriaMetrics.url }));
  endings.push(lone.stop);
  await addUser(lone.databaseUrl, viewer, "viewer");
  const nowMs = Date.now();
  for (let step = 0; step < 8; step += 1) {
    const body = scrapeOfManyRoutes(nowMs - (7 - step) * 30_000, step);
    const response = await fetch(`${victoriaMetrics.url}/api/v1/import/prometheus`, { method: "POST", body });
    expect(response.status).toBe(204);
  }
  const context = await browser.newContext({
    baseURL: lone.url,
    storageState: await signedIn(lone.url, viewer),
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  const known = async () => {
    const answer = await context.request.get("/api/overview?range=15m&fresh=1");
    const { routes } = (await answer.json()) as { routes: { state: string; value?: unknown[] } };
    return routes.value?.length ?? routes.state;
  };
  await expect.poll(known, { timeout: 100_000, intervals: [1000] }).toBe(manyRoutes);

  const table = page.locator("#routes");
  const filter = page.locator("#route-filter");
  const open = () =>
    longestTaskMs(browser, page, async () => {
      await page.goto("/?range=15m");
      await expect(table.getByRole("heading", { name: "Routes 1000" })).toBeVisible({ timeout: 60_000 });
      await page.keyboard.press("/");
      await expect(filter).toBeFocused();
    });
  // The least of three: a crowded machine also costs CPU time, by cold caches (60 to 263 ms were seen for the same).
  const opening = Math.min(await open(), await open(), await open());
  const using = await longestTaskMs(browser, page, async () => {
    await filter.pressSequentially("r99");
    await expect(table.locator("[data-route]").first()).toHaveAttribute("data-route", /r99/);
    await filter.fill("");
    await page.getByRole("button", { name: "p95", exact: true }).click();
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 3000);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(5000);
  });
  const measured = `longest task opening ${Math.round(opening)} ms, using ${Math.round(using)} ms of CPU`;
  test.info().annotations.push({ type: "measured", description: measured });
  expect(Math.max(opening, using), measured).toBeLessThan(200);
  await context.close();
});
