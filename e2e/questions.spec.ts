import type { Locator, Page } from "@playwright/test";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

/** Counts the presses since on-call; more than two fail, whatever the answer. */
class Walk {
  #clicks = 0;
  constructor(readonly page: Page) {}

  async start() {
    this.#clicks = 0;
    await this.page.goto("/?range=15m");
    await expect(this.page.getByTestId("verdict-word")).toBeVisible();
  }

  async click(target: Locator) {
    this.#clicks += 1;
    expect(this.#clicks, "clicks since on-call").toBeLessThanOrEqual(2);
    await target.click();
  }
}

const devices = { "a desktop": { width: 1440, height: 900 }, "a phone": { width: 375, height: 812 } };

test("each question of the plan is answered within two clicks, on a phone too", async ({ page, stack }) => {
  await new OnCall(page).openCalm();
  await stack.faults.on("apns-bad-device-token");
  await stack.faults.on("slow-route", { route: "POST /api/documents/", addMs: 3000 });
  const walk = new Walk(page);
  const onCall = new OnCall(page);

  for (const [device, viewport] of Object.entries(devices)) {
    await page.setViewportSize(viewport);
    await test.step(`Is the API up right now? Latency? Errors? On ${device}`, async () => {
      await walk.start();
      await expect(onCall.word).toHaveText(/UP|DEGRADED/);
      for (const tile of ["rate", "errors", "p95"] as const) await expect(onCall.tile(tile)).toContainText(/\d/);
      await expect(onCall.text).toContainText(/POST \/api\/documents\/: p95/, { timeout: 90_000 });
    });

    await test.step(`Why is this request slow? Which SQL, which B2 PUT? On ${device}`, async () => {
      const slowest = onCall.panel("Slowest requests").locator("a[data-trace]", { hasText: "POST /api/documents/" });
      await walk.click(slowest.first());
      await expect(page.getByRole("heading", { level: 1 })).toContainText(/POST \/api\/documents\/ took \d/);
      await expect(page.locator("[data-sql]", { hasText: 'INSERT INTO "documents"' })).toBeVisible();
      await walk.click(page.locator('[data-span="b2.PutObject"]'));
      const put = page.locator('[data-details="b2.PutObject"]');
      await expect(put).toContainText("honeydue-documents");
      await expect(put).toContainText(/size_bytes/);
    });

    await test.step(`Background job throughput and queue depth? On ${device}`, async () => {
      await walk.start();
      await walk.click(page.locator('li[data-lane="jobs"]').getByRole("link"));
      await expect(page.locator('[data-row="default"]')).toContainText(/\d.*(keeps pace|empty|drains)/);
    });

    await test.step(`Why did these pushes fail? On ${device}`, async () => {
      await walk.start();
      await walk.click(page.locator('li[data-lane="push"]').getByRole("link"));
      const reason = page.locator("#spans").getByRole("link", { name: "BadDeviceToken" }).first();
      await expect(reason).toBeVisible({ timeout: 60_000 });
      await walk.click(reason);
      await expect(page.locator('[data-span="apns.send"]').first()).toBeVisible();
    });

    await test.step(`What did the API print? The way to the program that says is named, on ${device}`, async () => {
      await walk.start();
      const logs = page.locator("#verdict").getByRole("button", { name: "Logs of the API in Dozzle" });
      await expect(logs.filter({ visible: true })).toHaveAccessibleDescription(/DOZZLE_PUBLIC_URL is not set/);
    });
  }
});
