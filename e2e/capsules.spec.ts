import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { capsuleSchema } from "../lib/capsule/schema";
import { signedOutContext } from "./support/accounts";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";
import { nothingSeen, watchPage } from "./support/watch-page";

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);

async function violationsOf(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]);
}

/** Saves what a link downloads and returns where. */
async function download(page: Page, name: RegExp, file: string): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  expect(saved.suggestedFilename()).toMatch(/^honeydue-capsule-\d{8}T\d{6}Z-[a-z0-9]+\.(html|json)$/);
  await saved.saveAs(file);
  return file;
}

test("one press freezes the incident; its file tells it without network, script or console", async ({
  page,
  stack,
  browser,
}, info) => {
  const watched = await watchPage(page);
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("error-spike", { route: "GET /api/tasks/", ratio: 0.9 });
  await expect(onCall.text).toContainText(/GET \/api\/tasks\/: \d+ % errors/);
  await expect(onCall.panel("Failed requests")).toContainText("demo: error spike");

  await page.getByRole("button", { name: "Freeze the last 15m" }).click();
  await expect(page).toHaveURL(/\/capsules\/[a-z0-9]+$/);
  await expect(page.locator("[data-building], [data-part='verdict']").first()).toBeVisible();
  await expect(part(page, "verdict")).toContainText(/GET \/api\/tasks\/: /, { timeout: 60_000 });
  await expect(part(page, "routes")).toContainText("GET /api/tasks/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/DEGRADED/);
  expect(await violationsOf(page)).toEqual([]);
  expect(watched).toEqual(nothingSeen);

  const htmlFile = await download(page, /^HTML/, info.outputPath("capsule.html"));
  const jsonFile = await download(page, /^JSON/, info.outputPath("capsule.json"));
  const json = capsuleSchema.parse(JSON.parse(readFileSync(jsonFile, "utf8")));
  const embedded = /id="capsule-data">([^<]*)<\/script>/.exec(readFileSync(htmlFile, "utf8"))?.[1] ?? "";
  expect(capsuleSchema.parse(JSON.parse(embedded))).toEqual(json);

  for (const colorScheme of ["light", "dark"] as const) {
    const context = await signedOutContext(browser, {
      colorScheme,
      offline: true,
      javaScriptEnabled: false,
      viewport: { width: 375, height: 812 },
    });
    const file = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    file.on("request", (request) => asked.push(request.url()));
    file.on("console", (message) => complaints.push(message.text()));
    await file.goto(`file://${htmlFile}`);
    await expect(part(file, "verdict")).toContainText(/GET \/api\/tasks\/: /);
    await expect(file.locator('[data-chart="Error ratio"] svg path').first()).toBeVisible();
    const trace = file.locator("[data-trace]").filter({ hasText: "GET /api/tasks/ failed with 500" }).first();
    const span = trace.locator('[data-span="GET /api/tasks/"]');
    await expect(span.locator("[data-bar]")).toBeVisible();
    await span.locator("summary").click();
    await expect(span).toContainText("http.route");
    const width = await file.locator("html").evaluate((html) => html.scrollWidth);
    expect(width).toBe(375);
    expect([asked.filter((url) => !url.startsWith("file:")), complaints]).toEqual([[], []]);
    await context.close();

    // axe is a script, so it looks at the file with scripts on; the file itself still has none.
    const scripted = await signedOutContext(browser, { colorScheme, bypassCSP: true });
    const looked = await scripted.newPage();
    await looked.goto(`file://${htmlFile}`);
    expect(await violationsOf(looked)).toEqual([]);
    await scripted.close();
  }
});

test("a capsule is made while Jaeger is dead, by key, and outlives what it tells of", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.kill("jaeger");
  await expect(onCall.witness("spans")).not.toHaveAttribute("data-health", "ok", { timeout: 60_000 });
  await page.keyboard.press("Shift+F");
  await expect(page).toHaveURL(/\/capsules\/[a-z0-9]+$/);
  await expect(part(page, "slow")).toHaveAttribute("data-state", "unknown", { timeout: 90_000 });
  await expect(part(page, "slow")).toContainText("Unknown: Jaeger");
  await expect(part(page, "routes")).toHaveAttribute("data-state", "known");

  await page.getByText("Title and note").click();
  await page.getByLabel("Title", { exact: true }).fill("Jaeger was dead");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jaeger was dead");
  const { pathname } = new URL(page.url());
  await page.goto("/audit");
  await expect(page.locator("[data-audit]").filter({ hasText: "capsule.create" }).first()).toBeVisible();
  await page.goto("/capsules");
  const item = page.locator(`[data-capsule="${pathname.split("/").at(-1)}"]`);
  await expect(item).toContainText("Jaeger was dead");
  await item.getByRole("button", { name: /^Delete/ }).click();
  await item.getByRole("button", { name: /for good/ }).click();
  await expect(item).toHaveCount(0);
  expect((await page.request.get(pathname)).status()).toBe(404);
  await stack.start("jaeger");
});

test("the form freezes two times that were chosen, and a viewer may freeze but not delete", async ({
  browser,
  stack,
}) => {
  const storageState = stack.sessions.viewer;
  const context = await browser.newContext({ storageState, baseURL: stack.urls.console });
  const page = await context.newPage();
  await page.goto("/capsules");
  await page.getByLabel("Window", { exact: true }).selectOption("Two times");
  await page.getByRole("button", { name: "Freeze", exact: true }).click();
  await expect(page.getByText("Say when the window starts.")).toBeVisible();
  const from = new Date(Date.now() - 10 * 60_000).toISOString().slice(0, 16);
  await page.getByLabel("From, UTC").fill(from);
  await page.getByLabel(/^Title/).fill("By a viewer");
  await page.getByRole("button", { name: "Freeze", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("By a viewer", { timeout: 60_000 });
  await expect(part(page, "verdict")).toHaveAttribute("data-state", "known");
  await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);
  const answer = await page.request.post("/api/capsules", {
    data: { window: { kind: "range", range: "15m" } },
    headers: { origin: stack.urls.console },
  });
  expect(answer.status()).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(async () => (await page.request.get(`/api/capsules/${id}`)).status(), { timeout: 60_000 })
    .toBe(200);
  expect(
    (await page.request.post("/api/capsules", { data: { window: { kind: "range", range: "15m" } } })).status(),
  ).toBe(403);
  await context.close();
});
