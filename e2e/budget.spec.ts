import { expect, test } from "./support/stack";

test("shows real memory of the programs within a minute, with where it comes from", async ({ page, stack }) => {
  // Kills Jaeger and starts it again, each seen at the page's next refresh.
  test.setTimeout(180_000);
  await page.goto("/budget?range=1h");
  for (const subject of ["victoriametrics", "jaeger", "console", "proxy"]) {
    const row = page.locator(`[data-row="${subject}"]`);
    await expect(row).toHaveAttribute("data-source", "process", { timeout: 60_000 });
    await expect(row).toContainText("self-reported, limit not enforced");
    await expect(row).toContainText(/\d+(\.\d)? MiB/);
  }
  // Nobody started Grafana here: unknown, not zero, and so no sum either.
  await expect(page.locator('[data-row="grafana"]')).toHaveAttribute("data-health", "unknown");
  await expect(page.getByTestId("budget-text")).toContainText(/At least \d+ MiB of 768 MiB; Grafana unknown/);
  await expect(page.locator('[data-segment="jaeger"] [data-bar="memory"]')).toBeVisible();

  const answer = await page.request.get("/api/budget?range=1h");
  const budget = await answer.json();
  const jaeger = budget.services.find(({ subject }: { subject: string }) => subject === "jaeger");
  expect(jaeger.now.memoryBytes).toBeGreaterThan(10e6);
  expect((await page.request.get("/api/budget?range=1y")).status()).toBe(400);

  await stack.kill("jaeger");
  await expect(page.locator('[data-row="jaeger"]')).toHaveAttribute("data-source", "none", { timeout: 60_000 });
  await expect(page.locator('[data-row="victoriametrics"]')).toHaveAttribute("data-source", "process");
  await stack.start("jaeger");
  await expect(page.locator('[data-row="jaeger"]')).toHaveAttribute("data-source", "process", { timeout: 60_000 });
});

test("keeps its range in the URL and answers what if by keyboard", async ({ page }) => {
  await page.goto("/budget");
  const range = page.getByRole("navigation", { name: "Range" });
  await expect(range.locator('[aria-current="true"]')).toHaveText("24h");
  await range.getByRole("link", { name: "7d" }).click();
  await expect(page).toHaveURL(/range=7d/);
  const kept = page.getByRole("slider", { name: "Metrics kept" });
  await kept.focus();
  await page.keyboard.press("ArrowRight");
  await expect(kept).toHaveAttribute("aria-valuetext", "31 d");
});

test("reads as one column on a phone", async ({ browser, stack }) => {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, baseURL: stack.urls.console });
  const page = await context.newPage();
  await page.goto("/budget");
  await expect(page.getByRole("heading", { name: "Budget", exact: true })).toBeVisible();
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBe(widths[1]);
  await context.close();
});
