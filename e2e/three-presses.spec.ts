import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { pressAt, walkWithEachHand } from "./support/hands";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test.use({ hasTouch: true });

const clause = (page: Page, text: RegExp) => page.getByTestId("verdict-text").getByRole("link", { name: text });
const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const failures = (page: Page) => page.locator('[data-traces="failed"] a[data-trace]');
const hits = (page: Page) => page.locator("#results [data-hit] > a");

const causes = {
  "error-spike": /GET \/api\/tasks\/: \d+ % errors/,
  "b2-failing": /\d+ % of B2 uploads fail/,
  "apns-bad-device-token": /\d+ % of APNs pushes fail/,
  "redis-down": /Jobs unknown/,
};

test("from the verdict to the cause in three presses at most: failing requests, uploads, pushes, and Redis", async ({
  page,
  stack,
}) => {
  test.setTimeout(300_000);
  await new OnCall(page).openCalm();
  for (const fault of Object.keys(causes)) await stack.faults.on(fault);
  for (const text of Object.values(causes)) await expect(clause(page, text)).toBeVisible({ timeout: 60_000 });
  // Its share changes with every answer, and who stands on it stays on it.
  await clause(page, causes["error-spike"]).focus();
  for (let answers = 0; answers < 3; answers += 1) await page.waitForResponse(/\/api\/overview/);
  await expect(clause(page, causes["error-spike"])).toBeFocused();

  await walkWithEachHand(page, async (walk) => {
    await walk.press(clause(page, causes["error-spike"]));
    // The page left has such a list too, of all routes.
    await expect(page).toHaveURL(/\/routes\?/);
    await walk.press(failures(page));
    await expect(headline(page)).toContainText("GET /api/tasks/ failed with 500");
    await expect(page.locator("#errors")).toContainText("demo: error spike");
  });
  await walkWithEachHand(page, async (walk) => {
    await walk.press(clause(page, causes["b2-failing"]));
    await walk.press(page.locator('[data-row="honeydue-documents error"] a'));
    await walk.press(hits(page));
    await expect(page.locator("#errors")).toContainText("put object: 503");
  });
  await walkWithEachHand(page, async (walk) => {
    await walk.press(clause(page, causes["apns-bad-device-token"]));
    await walk.press(page.locator("#spans").getByRole("link", { name: "BadDeviceToken" }));
    await expect(page.locator('[data-fault="apns.send"]').first()).toContainText("BadDeviceToken");
  });
  await walkWithEachHand(page, async (walk) => {
    await walk.press(clause(page, causes["redis-down"]));
    await expect(page.getByTestId("lane-reasons")).toContainText("Redis");
  });
});

test("a slow database: flagged under the route's limit, three presses to the sentence that says why, the span by keyboard", async ({
  page,
  stack,
}) => {
  test.setTimeout(300_000);
  const onCall = new OnCall(page);
  await onCall.openCalm();
  // What is usual needs four verdict windows, here of 20 s.
  await expect(onCall.tile("p95").locator("[data-usual]")).toContainText("usually", { timeout: 150_000 });
  await stack.faults.on("slow-db", { addMs: 270 });
  const row = onCall.route("GET /api/tasks/");
  await expect(row.locator('[data-usual="far-above"]')).toContainText(/times its usual/, { timeout: 100_000 });
  // The whole row leads to the route, and from there to the trace. No dawdling: on so young a stack the fault itself
  // is soon what is usual.
  await pressAt(page, row.locator("td").nth(2));
  await expect(page).toHaveURL(/\/routes\?/);
  await page.locator('[data-traces="slow"] a[data-trace]').first().click();
  await expect(page.locator("[data-slow-calls]")).toContainText(/took about [\d.]+ times its usual/);
  await expect(page.locator('[data-rank="known"]')).toContainText(/^(Slower|Faster) than .* of the last hour's \d/);
  await expectAccessible(page);

  const slow = /Database: p95/;
  await walkWithEachHand(page, async (walk) => {
    await walk.press(clause(page, slow));
    await walk.press(page.locator("#calls [data-row] a").first());
    await walk.press(hits(page));
    await expect(headline(page)).toContainText(/of it in (\d+ )?gorm\.\w+ on /);
  });
  // The last walk was the keyboard's: it goes on to the span itself.
  const spans = page.getByRole("treegrid", { name: "Spans" });
  await spans.focus();
  await page.keyboard.press("Home");
  const active = spans.locator('[role="row"][aria-selected="true"]');
  const isSlowQuery = async () => (await active.getAttribute("data-span"))?.startsWith("gorm.") === true;
  for (let steps = 0; steps < 30 && !(await isSlowQuery()); steps += 1) await page.keyboard.press("ArrowDown");
  await expect.poll(isSlowQuery).toBe(true);
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-details^="gorm."] [data-usual]')).toContainText(/usual/);
});
