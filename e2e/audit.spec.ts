import { readFile } from "node:fs/promises";
import { createClient } from "@libsql/client";
import type { Page } from "@playwright/test";
import { defaultThresholds } from "../lib/plan/thresholds";
import { expect, test } from "./support/stack";

const { slowP95Ms } = defaultThresholds;

/** Changes a limit the way a person does. */
async function setSlowLimit(page: Page, value: string): Promise<void> {
  await page.goto("/settings");
  await page.getByLabel("p95 is slow above").first().fill(value);
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("Limits saved")).toBeVisible();
}

test("a change stands in the audit log with what was before and after, and can be found and taken along", async ({
  page,
}) => {
  await setSlowLimit(page, "1234");
  // Back to what it was: other journeys run on the same stack.
  await setSlowLimit(page, String(slowP95Ms));
  await page.goto("/audit");
  await expect(page.getByRole("heading", { name: "Audit", level: 1 })).toBeVisible();
  await page.getByLabel("Did what").selectOption("setting.change");
  await page.getByLabel("To what").fill("limits");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/action=setting\.change&subject=limits/);
  const first = page.locator("[data-audit]").first();
  await expect(first).toContainText("slowP95Ms");
  await page.reload();
  await expect(page.getByLabel("To what")).toHaveValue("limits");
  await first.getByRole("link").click();
  const change = page.locator('[data-change="changed"]');
  await expect(change).toHaveCount(1);
  await expect(change.locator("td").nth(0)).toContainText("1234");
  await expect(change.locator("td").nth(1)).toContainText(String(slowP95Ms));
  await page.goBack();
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("honeydue-audit.csv");
  const csv = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
  expect(csv[0]).toMatch(/^seq,at,actorKind/);
  expect(csv.at(-1)).toContain(`""slowP95Ms"":${slowP95Ms}`);
  const json = await (await page.request.get("/api/audit?action=setting.change")).json();
  expect(json.at(-1)).toMatchObject({ action: "setting.change", after: { slowP95Ms } });
});

test("a filter that fits nothing says so, a wrong day is named, and the API refuses what it does not know", async ({
  page,
  request,
}) => {
  await page.goto("/audit?actor=nobody-of-that-name&from=yesterday");
  await expect(page.getByText("No entry matches.")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "from" })).toBeVisible();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  expect((await request.get("/api/audit?format=xml")).status()).toBe(400);
  expect((await request.get("/api/audit?from=yesterday")).status()).toBe(400);
  expect((await request.get("/api/audit?before=1")).status()).toBe(400);
});

test("long logs go page by page, and all of a long one is exported", async ({ page, stack, request }) => {
  const client = createClient({ url: stack.databaseUrl, timeout: 5000 });
  await client.execute(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
    INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, subject_name, key_id, prev_hash, hash)
    SELECT '2026-01-02T03:04:05.000+00:00', 'system', 'system:filler', 'filler.add', 'filler', i, 'filler ' || i, 'k1', '', 'filler-' || i FROM n`);
  client.close();
  await page.goto("/audit?actor=filler");
  await expect(page.getByText("1200 entries match the filter")).toBeVisible();
  await expect(page.locator("[data-audit]")).toHaveCount(50);
  await expect(page.locator("[data-audit]").first()).toContainText("filler 1200");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.locator("[data-audit]").first()).toContainText("filler 1150");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page.locator("[data-audit]").first()).toContainText("filler 1200");
  const all = await (await request.get("/api/audit?actor=filler&from=2026-01-02&to=2026-01-02")).json();
  expect(all).toHaveLength(1200);
  expect(await (await request.get("/api/audit?actor=filler&to=2026-01-01")).json()).toEqual([]);
});
