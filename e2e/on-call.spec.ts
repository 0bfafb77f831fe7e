import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("shows live figures that came through vmagent, the gate, VictoriaMetrics and Jaeger", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await expect(onCall.text).toContainText(/API up.*requests\/s.*errors/);
  for (const name of ["scrape", "spans", "probe"] as const) {
    await expect(onCall.witness(name)).toHaveAttribute("data-health", "ok");
  }
  for (const name of ["rate", "p95", "freshness"] as const) {
    await expect(onCall.tile(name)).toHaveAttribute("data-health", "ok");
  }
  await expect(onCall.route("POST /api/documents/")).toBeVisible();
  await expect(onCall.route("GET (no route)")).toBeVisible();
  for (const name of ["rate", "errors", "latency"] as const) {
    // Drawn, not "visible": a flat line at zero has no height.
    await expect(onCall.chart(name).locator(".recharts-line-curve").first()).toHaveAttribute("d", /L/);
  }
  await expect(onCall.panel("Slowest requests")).toContainText("/api/");
});

test("carries its state in the title of a background tab", async ({ page }) => {
  await new OnCall(page).openCalm();
  await expect(page).toHaveTitle(/UP .*%.*honeyDue/);
});

test("is there with its figures before any script runs", async ({ browser, stack, page }) => {
  await new OnCall(page).openCalm();
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.urls.console });
  const bare = new OnCall(await context.newPage());
  // A first paint waits 0.7 s for its figures, then streams, which needs scripts: a busy machine gets more than one try.
  await expect(async () => {
    await bare.page.goto("/?range=15m");
    await expect(bare.text).toContainText("requests/s", { timeout: 1000 });
    await expect(bare.tile("rate")).toContainText("requests/s", { timeout: 1000 });
    await expect(bare.route("GET /api/tasks/")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });
  await context.close();
});

test("refreshes by itself, and holds still while paused", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await page.waitForResponse(/\/api\/overview/);
  await page.keyboard.press("p");
  await expect(page.locator("[data-live]").first()).toHaveAttribute("data-live", "paused");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  // Two slots of another page's refreshes pass; this one asks nothing.
  const other = await page.context().newPage();
  await other.goto("/?range=15m");
  await other.waitForResponse(/\/api\/overview/);
  await other.waitForResponse(/\/api\/overview/);
  expect(asked.filter((url) => url.includes("/api/overview"))).toEqual([]);
  await page.keyboard.press("p");
  await page.waitForResponse(/\/api\/overview/);
});

test("keeps range, filter and sort in the URL", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await page.getByRole("navigation", { name: "Range" }).getByRole("link", { name: "6h" }).click();
  await expect(page).toHaveURL(/range=6h/);
  await page.keyboard.press("/");
  await page.keyboard.type("documents");
  await expect(onCall.route("GET /api/tasks/")).toHaveCount(0);
  await expect(onCall.route("POST /api/documents/")).toBeVisible();
  await page.reload();
  await expect(onCall.route("POST /api/documents/")).toBeVisible();
  await expect(onCall.route("GET /api/tasks/")).toHaveCount(0);
});

test("reads as one column on a phone, with the verdict and the tiles above the fold", async ({ browser, stack }) => {
  const context = await browser.newContext({ viewport: { width: 375, height: 812 }, baseURL: stack.urls.console });
  const onCall = new OnCall(await context.newPage());
  await onCall.page.goto("/?range=15m");
  await expect(onCall.tile("freshness")).toBeInViewport();
  const widths = await onCall.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBe(widths[1]);
  await context.close();
});

test("a link whose program is not set says so instead of leading nowhere, and the query can be copied", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const row = onCall.route("POST /api/documents/");
  const disabled = row.locator('[aria-disabled="true"]').first();
  await expect(disabled).toBeVisible();
  await expect(disabled).toHaveAttribute("title", /GRAFANA_PUBLIC_URL/);
  await row.getByRole("button", { name: /copy/i }).first().click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("http_request_duration_seconds");
});
