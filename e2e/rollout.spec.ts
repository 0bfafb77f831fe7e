import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/stack";

const patience = { timeout: 60_000 };

test("the rollout by evidence: what is met, the trace that proves it, a decision, and what changed", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  const state = async (code: string) => {
    const { steps } = await (await request.get("/api/rollout?fresh=1")).json();
    type Check = { code: string; state: string };
    return steps.flatMap(({ checks }: { checks: Check[] }) => checks).find((check: Check) => check.code === code)
      ?.state;
  };
  for (const code of ["metric-http", "root-spans", "nested-request", "token-required"]) {
    await expect.poll(() => state(code), patience).toBe("met");
  }
  await page.goto("/rollout");
  await expect(page.locator("[data-summary]")).toContainText(/step 1/);
  await expect(page.locator("[data-step]")).toHaveCount(4);
  const nested = page.locator('[data-check="nested-request"]');
  await nested.locator("summary").click();
  await nested.getByRole("link", { name: "trace" }).click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]+/);
  await expect(page.getByText("b2.PutObject").first()).toBeVisible();

  await page.goto("/rollout");
  await expect(page.locator('[data-leak="e-mail"]')).toContainText("db.statement");
  await expect(page.locator("main")).not.toContainText("@example.com, ");
  await expect(page.locator('[data-skip="OTel Collector"]')).toHaveAttribute("data-verdict", "skip");
  const decisions = page.locator("#decisions form").nth(1);
  await decisions.getByRole("button", { name: "Record" }).click();
  await expect(decisions.getByRole("alert")).toContainText("Say why");
  await decisions.getByLabel("log search is painful").check();
  await decisions.getByLabel("Why").fill("three incidents this month");
  await decisions.getByRole("button", { name: "Record" }).click();
  await expect(page.locator('[data-skip="Loki and Promtail"]')).toHaveAttribute("data-verdict", "revisit", patience);
  await expectAccessible(page);
});

test("the reference finds a question, a file and a runbook, and each runbook of the page opens", async ({ page }) => {
  await page.goto("/reference");
  await expect(page.locator('[data-node="gate"]')).toHaveAttribute("data-health", "ok");
  await expect(page.getByText("One kernel panic on 88oakappsUpdate")).toBeVisible();
  await expectAccessible(page);
  const find = page.getByRole("searchbox");
  await find.fill("deny");
  await expect(page.getByText("/var/lib/honeydue-obs/deny").first()).toBeVisible();
  await find.fill("gate is down");
  await page.getByRole("link", { name: "The gate is down" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The gate is down");
  await expect(page.locator("pre").first()).toContainText("/api/v1/write");
  await expectAccessible(page);

  await page.goto("/reference");
  await expect(page.locator("#runbooks a")).not.toHaveCount(0);
  const hrefs = await page
    .locator("#runbooks a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const href of hrefs) {
    const answer = await page.request.get(href ?? "");
    expect(answer.status(), href ?? "").toBe(200);
  }
  expect((await page.request.get("/runbooks/made-up")).status()).toBe(404);
});

test("a viewer sees the rollout and decides nothing", async ({ browser, stack }) => {
  const context = await browser.newContext({ storageState: stack.sessions.viewer, baseURL: stack.urls.console });
  const page = await context.newPage();
  await page.goto("/rollout");
  await expect(page.locator("[data-step]")).toHaveCount(4);
  await expect(page.locator("#decisions")).toHaveCount(0);
  await context.close();
});
