import { rmSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { signedIn } from "./support/accounts";
import { startLoneConsole } from "./support/lone-console";

const admin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };

test("a head of the audit log that was taken away is told on every page from the next start on", async ({
  browser,
}) => {
  const lone = await startLoneConsole(() => ({ OBS_ADMIN_EMAIL: admin.email, OBS_ADMIN_PASSWORD: admin.password }));
  try {
    const context = await browser.newContext({ baseURL: lone.url, storageState: await signedIn(lone.url, admin) });
    const page = await context.newPage();
    const banner = page.locator('[data-banner="audit"]');
    await page.goto("/settings");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(banner).toHaveCount(0);
    rmSync(path.join(lone.dataDir, "audit-head.json"));
    await lone.restart();
    for (const path of ["/settings", "/audit", "/tokens"]) {
      await expect(async () => {
        await page.goto(path);
        await expect(banner).toContainText("The audit log does not add up", { timeout: 2000 });
      }).toPass();
    }
    await banner.getByRole("link", { name: "What was found, and acknowledge" }).click();
    await expect(page.getByText("no head is kept outside the database").first()).toBeVisible();
    await context.close();
  } finally {
    await lone.stop();
  }
});
