import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

const phone = { width: 375, height: 812 };
const desktop = { width: 1440, height: 900 };
const selected = (page: Page) => page.getByRole("region", { name: "Selected time" });
const points = (page: Page, chart: string) => page.locator(`[data-chart="${chart}"]`).getByRole("slider");

/** A chart is drawn by the browser alone: once it is there, it answers to hands. */
const drawn = (page: Page, chart: string) =>
  expect(page.locator(`[data-chart="${chart}"] svg.recharts-surface`).first()).toBeVisible();

/** Waits until the chart was drawn anew so often that its points have moved by more than one. */
async function drawnAnew(page: Page, metric: string) {
  for (let answers = 0; answers < 5; answers += 1)
    await page.waitForResponse(
      (response) => response.url().includes(`/api/series?`) && response.url().includes(metric),
    );
}

/** Seconds of the day that a chart's chosen point is of. */
async function clockOf(slider: Locator): Promise<number> {
  const text = (await slider.getAttribute("aria-valuetext")) ?? "";
  const [hours, minutes, seconds] = text.slice(0, 8).split(":").map(Number);
  return (hours ?? Number.NaN) * 3600 + (minutes ?? Number.NaN) * 60 + (seconds ?? Number.NaN);
}

test("a drag over a chart selects a time for the whole page; back, reset and the keyboard do the same", async ({
  page,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    await page.goto("/?range=15m");
    await drawn(page, "rate");
    const plot = points(page, "rate");
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error("no plot");
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.75, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, y, { steps: 4 });
    await expect(page.getByTestId("chart-selection")).toBeVisible();
    await page.mouse.up();
    await expect(page).toHaveURL(/from=\d+&to=\d+/);
    await expect(selected(page)).toContainText("verdict, figures and routes stay as they are now");
    const { searchParams } = new URL(page.url());
    // Each chart and list asks for that window itself.
    const asked = page.waitForRequest((request) => request.url().includes(`from=${searchParams.get("from")}`));
    await page.reload();
    await asked;
    await expect(selected(page)).toBeVisible();
    await page.goBack();
    await expect(selected(page)).toHaveCount(0);
    await page.goForward();
    await selected(page).getByRole("button", { name: "Reset" }).click();
    await expect(page).toHaveURL(/\/\?range=15m$/);
  }
  await page.setViewportSize(desktop);
  const slider = points(page, "latency");
  await slider.focus();
  await page.keyboard.press("End");
  // What is read stays of its time while newer samples come in, to the half step between two points.
  const read = await clockOf(slider);
  await drawnAnew(page, "latency");
  expect(Math.abs((await clockOf(slider)) - read)).toBeLessThanOrEqual(2);
  await page.keyboard.press("End");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Shift+ArrowLeft");
  const stretch = await slider.getAttribute("aria-valuetext");
  const chosen = /^(.+ to .+) selected, Enter shows it/.exec(stretch ?? "")?.[1] ?? "nothing selected";
  await drawnAnew(page, "latency");
  await expect(slider).toHaveAttribute("aria-valuetext", new RegExp(`^${chosen} selected`));
  await page.keyboard.press("Enter");
  await expect(selected(page)).toBeVisible();
});

test("arrow keys read every chart's points, names carry last and highest, and a point leads to its minute's traces", async ({
  page,
}) => {
  await new OnCall(page).openCalm();
  // With a selected time, so that axe sees its bar as well.
  await page.goto(`/?range=15m&from=${Date.now() - 90_000}&to=${Date.now()}`);
  // What those hear who do not see the page: the verdict with its clauses as links, and each chart by what it shows.
  await expect(page.getByRole("region", { name: "Verdict" }).getByRole("link", { name: "API up" })).toBeVisible();
  for (const [title, line] of [
    ["Requests by status", "2xx"],
    ["Error ratio", "5xx share"],
    ["Latency", "p95"],
  ] as const) {
    const name = new RegExp(`^${title}, .+, last 15m\\. (.+; )?${line} last .+, highest .+`);
    await expect(page.getByRole("figure", { name })).toBeVisible();
  }
  await drawn(page, "latency");
  const slider = points(page, "latency");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  const newest = await slider.getAttribute("aria-valuetext");
  expect(newest).toMatch(/\d\d:\d\d:\d\d.*: p50 .+, p95 .+, p99 /);
  await page.keyboard.press("ArrowLeft");
  await expect(slider).not.toHaveAttribute("aria-valuetext", newest ?? "");
  await expect(page.getByTestId("chart-tip")).toBeVisible();
  await expectAccessible(page);
  await slider.focus();
  await page.keyboard.press("End");
  const link = page.getByRole("link", { name: "Traces of this minute" });
  await page.keyboard.press("Tab");
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/traces\?from=\d+&until=\d+/);
  await expect(page.locator('#results[data-state="ready"]')).toBeVisible();
});

test("eight identical failures are one row with count, share and trace; an empty panel takes little room", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const failed = onCall.panel("Failed requests");
  const calm = await failed.boundingBox();
  if ((await failed.locator("[data-failure]").count()) === 0) expect(calm?.height).toBeLessThan(140);
  await stack.faults.on("error-spike", { ratio: 0.5 });
  const row = failed.locator('[data-failure="500"]').filter({ hasText: "demo: error spike" }).first();
  await expect(row).toContainText(/\d+ times.*first/, { timeout: 75_000 });
  await expect(row).toContainText(/% of the route's [\d,]+ requests failed/);
  const seen = await failed.locator("[data-failure]").evaluateAll((rows) => rows.map((item) => item.textContent ?? ""));
  const routes = seen.map((text) => text.split("500")[0]);
  expect(new Set(routes).size).toBe(routes.length);
  await page.setViewportSize(phone);
  await expectAccessible(page);
  await row.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("failed with 500");
});

test("the palette goes by what people type, and begins what they ask for", async ({ page }) => {
  await new OnCall(page).openCalm();
  const find = async (typed: string, wanted: string | RegExp) => {
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Where to, what to do, or a trace id").fill(typed);
    await expect(page.locator('[cmdk-item][data-selected="true"]')).toHaveText(wanted);
    await page.keyboard.press("Enter");
  };
  await find("db slow", "Database");
  await expect(page).toHaveURL(/\/dependencies\/database/);
  await find("notif", "Notifications");
  await expect(page).toHaveURL(/\/settings\/notifications/);
  await find("runbook db", /Runbook: The database/);
  await expect(page).toHaveURL(/\/runbooks\/database-/);
  await find("stdout", /print to stdout/);
  await expect(page).toHaveURL(/\/reference#question-stdout/);
  await page.setViewportSize(phone);
  await find("create token", "Create a token");
  await expect(page.getByRole("dialog", { name: "Create a token" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/tokens$/);
});

test("a range that a page does not take is named, and every page has one main", async ({ page }) => {
  for (const [path, taken] of [
    ["/?range=99h", "15m, 1h, 6h, 24h, 7d"],
    ["/budget?range=99h", "1h, 6h, 24h, 7d, 30d"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("alert").filter({ hasText: "99h" })).toContainText(taken);
  }
  const paths = ["/", "/traces", "/traces/n-plus-one", "/traces/abc", "/tokens", "/tokens/none", "/budget", "/pods"];
  const more = ["/triggers", "/rollout", "/reference", "/audit", "/capsules", "/settings", "/compare", "/nowhere"];
  for (const path of [...paths, ...more]) {
    await page.goto(path);
    await expect(page.locator("main"), path).toHaveCount(1);
  }
});

test("on paper the charts stay and the navigation goes", async ({ page }) => {
  await new OnCall(page).openCalm();
  await expect(page.locator('[data-chart="rate"] .recharts-line-curve').first()).toHaveAttribute("d", /L/);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("header")).toBeHidden();
  for (const nav of await page.getByRole("navigation").all()) await expect(nav).toBeHidden();
  await expect(page.locator('[data-chart="rate"] svg.recharts-surface').first()).toBeVisible();
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.byteLength).toBeGreaterThan(20_000);
});

test("the list of newest traces says what it covers and offers the rest of the hour", async ({ page }) => {
  await new OnCall(page).openCalm();
  await page.goto("/traces");
  await expect(page.getByTestId("covers")).toContainText(/cover the last|all of this time/);
  for (const [name, list] of [
    ["Slowest", "slowest"],
    ["One of each route", "routes"],
    ["Failed", "failed"],
  ] as const) {
    await page.getByRole("navigation", { name: "Lists" }).getByRole("link", { name }).click();
    await expect(page).toHaveURL(new RegExp(`list=${list}`));
    await expect(page.locator('#results[data-state="ready"]')).toBeVisible();
    if (list === "routes") {
      const routes = await page
        .locator("[data-hit]")
        .evaluateAll((hits) => hits.map((hit) => hit.getAttribute("data-hit")));
      expect(routes.length).toBeGreaterThan(2);
      expect(new Set(routes).size).toBe(routes.length);
      await expectAccessible(page);
    }
  }
});
