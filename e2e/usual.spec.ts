import { removeChannels } from "./support/accounts";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

const phone = { width: 375, height: 812 };

test("beside each figure stands what is usual", async ({ page }) => {
  // What is usual needs four verdict windows, here of 20 s.
  test.setTimeout(240_000);
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await expect(onCall.tile("p95").locator("[data-usual]")).toContainText(/usually .* up to .* the last/, {
    timeout: 150_000,
  });
  await expect(page.locator('#lane-database [data-usual="known"]')).toContainText(/p95 usually/);
});

test("a row of a lane leads to the traces of its calls", async ({ page }) => {
  await new OnCall(page).openCalm();
  await page.goto("/dependencies/database?range=15m");
  await page.locator('[data-row="task_completions query"]').getByRole("link").click();
  await expect(page).toHaveURL(/operation=gorm\.Query.*attribute=db\.sql\.table/);
  await expect(page.locator('a[href^="/traces/"]').first()).toBeVisible();
});

test("charts are narrowed to a route by a press of its own, and back", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const row = onCall.route("GET /api/tasks/");
  await row.getByRole("link", { name: "Charts of GET /api/tasks/ alone" }).click();
  await expect(page).toHaveURL(/route=GET/);
  await row.getByRole("link", { name: /Charts of all routes/ }).click();
  await expect(page).not.toHaveURL(/route=GET/);
  await expect(page.locator("[data-windows]")).toContainText(/last 15m \(the verdict: last 20 s\)/);
});

for (const viewport of [{ width: 1440, height: 900 }, phone]) {
  test(`nothing jumps while data arrives, ${viewport.width} px wide`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await new OnCall(page).openCalm();
    await page.addInitScript(() => {
      const shifts = { sum: 0 };
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
          if (!hadRecentInput) shifts.sum += value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    // Of three openings: a verdict that changes meanwhile, as on a crowded machine, moves the page with good reason.
    await expect(async () => {
      await page.reload();
      await expect(page.locator("[data-chart] svg").first()).toBeVisible();
      await expect(page.locator('[data-traces="slow"] a').first()).toBeVisible();
      await page.waitForLoadState("networkidle").catch(() => undefined);
      const sum = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
      expect(sum).toBeLessThan(0.02);
    }).toPass({ timeout: 60_000 });
  });
}

test("the set-up is a short list that gets shorter, and no channel is said as such", async ({ page, stack }) => {
  await removeChannels(stack.databaseUrl);
  await page.goto("/");
  const list = page.locator("#set-up");
  await expect(list.locator("[data-set-up]")).not.toHaveCount(0);
  await expect(list.locator('[data-set-up="channel"]')).toBeVisible();
  await list.getByRole("link", { name: "Add a channel" }).click();
  await expect(page).toHaveURL(/notifications/);
  await page.getByRole("button", { name: "Add a channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Nobody listens");
  await dialog.getByLabel("URL").fill("http://127.0.0.1:9/hook");
  await dialog.getByRole("button", { name: "Add channel" }).click();
  // An alert of just then would use it at once.
  await expect(page.locator('[data-channel="Nobody listens"]')).toContainText("Is told");
  await page.goto("/");
  await expect(list).toBeVisible();
  await expect(list.locator('[data-set-up="channel"]')).toHaveCount(0);
});
