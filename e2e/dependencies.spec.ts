import { createClient } from "@libsql/client";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

const lane = (page: Page, name: string) => page.locator(`li[data-lane="${name}"]`);
const healths = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator("li[data-lane]")
      .evaluateAll((items) => items.map((item) => [item.dataset.lane, item.dataset.health])),
  );
const documents = "/routes?route=POST+%2Fapi%2Fdocuments%2F&range=15m";

test("every dependency is answered within two clicks from the on-call page", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await expect.poll(() => healths(page)).toEqual({ database: "ok", b2: "ok", push: "ok", jobs: "ok" });
  await lane(page, "database").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Database");
  await expect(page.locator('[data-row="task_completions query"]')).toContainText("%");
  await expect(page.locator('[data-row="(raw SQL) row"]')).toBeVisible();
  await page.getByRole("link", { name: "B2 uploads" }).click();
  await expect(page.locator("#spans")).toContainText(/honeydue-documents.*[KM]iB/);
  await page.getByRole("link", { name: "Jobs" }).click();
  await expect(page.locator('[data-row="default"]')).toContainText(/keeps pace|empty/);
  await expect(page.locator('[data-row="document:thumbnail"]')).toBeVisible();
  await page.getByRole("link", { name: "On-call" }).first().click();
  await onCall.route("POST /api/documents/").getByRole("link", { name: "POST /api/documents/", exact: true }).click();
  await expect(page).toHaveURL(/\/routes\?/);
  await expect(page.locator('[data-layer="b2"]')).toContainText("%");
  await expect(page.locator("#statements")).toContainText('INSERT INTO "documents"');
  await expect(page.locator("#statements")).not.toContainText("residences/");
  const picture = page.getByRole("img", { name: /Latency distribution/ });
  await picture.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("#heatmap").getByRole("status")).toContainText(/requests|nothing was measured/);
});

for (const path of ["/dependencies/database", "/dependencies/push", "/dependencies/jobs", documents]) {
  test(`${path} is accessible and fits a phone`, async ({ page }) => {
    await new OnCall(page).openCalm();
    await page.goto(path);
    await expect(page.locator("figure svg").first()).toBeVisible();
    await expect(page.locator("[data-row]").first()).toBeVisible();
    await expectAccessible(page);
  });
}

test("a slow database turns its own lane and no other", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("slow-db", { addMs: 150 });
  await expect(lane(page, "database")).toHaveAttribute("data-health", /warn|bad/);
  await expect(onCall.text).toContainText(/Database: p95 \d+ ms over/);
  await expect.poll(() => healths(page)).toMatchObject({ b2: "ok", push: "ok", jobs: "ok" });
});

test("failing uploads turn the lane of B2 and no other", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("b2-failing");
  await expect(lane(page, "b2")).toHaveAttribute("data-health", "bad");
  await expect(onCall.text).toContainText(/\d+ % of B2 uploads fail over/);
  await expect.poll(() => healths(page)).toMatchObject({ database: "ok", push: "ok", jobs: "ok" });
  await lane(page, "b2").getByRole("link").click();
  await expect(page.locator('[data-row="honeydue-documents error"]').first()).toBeVisible();
});

test("rejected pushes and a lost Redis each turn their own lane, with the reason; the rest stays", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("apns-bad-device-token");
  await stack.faults.on("redis-down");
  await expect(lane(page, "push")).toHaveAttribute("data-health", "bad");
  await expect(lane(page, "jobs")).toContainText("vanished");
  await expect.poll(() => healths(page)).toEqual({ database: "ok", b2: "ok", push: "bad", jobs: "unknown" });
  await expect(onCall.text).toContainText(/\d+ % of APNs pushes fail over/);
  await expect(onCall.text).toContainText("Jobs unknown");
  await lane(page, "push").getByRole("link").click();
  await expect(page.locator("#spans")).toContainText("BadDeviceToken");
  await page.getByRole("link", { name: "Jobs" }).click();
  await expect(page.locator("#queues")).toContainText("not an empty queue");
});

test("a dead API is told, once", async ({ page, stack }) => {
  await new OnCall(page).openCalm();
  const client = createClient({ url: stack.databaseUrl });
  const told = async () =>
    (
      await client.execute("SELECT key, title FROM alert WHERE key = 'verdict:api-down' AND resolved_at IS NULL")
    ).rows.map(({ key, title }) => [key, title]);
  await stack.faults.on("api-down");
  await expect.poll(told, { timeout: 70_000 }).toEqual([["verdict:api-down", "API down"]]);
  client.close();
});
