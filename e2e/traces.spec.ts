import type { APIRequestContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { longestTaskMs } from "./support/longest-task";
import { OnCall } from "./support/on-call";
import { sendLongTrace } from "./support/send-long-trace";
import { expect, test } from "./support/stack";

type Hit = { traceId: string; route: string; hasNPlusOne: boolean };

/** A trace of the demo's traffic like the given search, once there is one. */
async function hitOf(
  request: APIRequestContext,
  query: string,
  wanted: (hit: Hit) => boolean = () => true,
): Promise<Hit> {
  let hit: Hit | undefined;
  await expect
    .poll(
      async () => {
        const response = await request.get(`/api/traces?range=15m&fresh=1&${query}`);
        const { value } = (await response.json()) as { value?: { hits: Hit[] } };
        hit = value?.hits.find(wanted);
        return hit !== undefined;
      },
      { timeout: 75_000, intervals: [1000] },
    )
    .toBe(true);
  if (!hit) throw new Error("no hit");
  return hit;
}
const route = (name: string) => `route=${encodeURIComponent(name)}`;

const grid = (page: Page) => page.getByRole("treegrid", { name: "Spans" });
const active = (page: Page) => grid(page).locator('[role="row"][aria-selected="true"]');
const spans = (page: Page) => grid(page).locator("[data-span]");

test("from on-call to a trace in one click, with its story in a sentence", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const link = onCall.panel("Slowest requests").locator("a[data-trace]").first();
  const name = (await link.textContent()) ?? "";
  await link.click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name.replace(/\s+/g, " "));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/took|failed/);
  await expect(grid(page)).toBeVisible();
  await expect(page.locator("[data-rank]")).toBeVisible();
});

test("the waterfall is walked, closed, opened and read with the keyboard alone", async ({ page, request }) => {
  const { traceId } = await hitOf(request, route("POST /api/documents/"));
  await page.goto(`/traces/${traceId}`);
  await expect(spans(page).first()).toBeVisible();
  const all = await spans(page).count();
  await grid(page).focus();
  await page.keyboard.press("Home");
  await expect(active(page)).toHaveAttribute("data-span", "POST /api/documents/");
  await page.keyboard.press("ArrowLeft");
  await expect(spans(page)).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(spans(page)).toHaveCount(all);
  await page.keyboard.press("ArrowRight");
  await expect(active(page)).toHaveAttribute("data-span", "service.CreateDocument");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-details]")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-details]")).toHaveCount(0);
});

test("SQL is masked until an admin asks for its values", async ({ page, request }) => {
  const { traceId } = await hitOf(request, route("POST /api/documents/"));
  await page.goto(`/traces/${traceId}`);
  const insert = page.locator("[data-sql]", { hasText: 'INSERT INTO "documents"' });
  await expect(insert).toContainText("VALUES (?,?,?,?)");
  expect(await page.content()).not.toMatch(/VALUES \(\d+,'residences/);
  await page.getByRole("button", { name: /Show values/ }).click();
  await expect(insert).toContainText(/VALUES \(\d+,'residences\//);
});

test("a kept trace opens when Jaeger is gone", async ({ page, request, stack }) => {
  const { traceId } = await hitOf(request, route("POST /api/documents/"));
  await page.goto(`/traces/${traceId}`);
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(page.locator('[data-kept="jaeger"]')).toBeVisible();
  await stack.kill("jaeger");
  await page.goto(`/traces/${traceId}`);
  await expect
    .poll(async () => {
      await page.reload();
      return page.locator('[data-kept="snapshot"]').count();
    })
    .toBe(1);
  await expect(spans(page).first()).toBeVisible();
  await page.goto(`/traces/${"ab".repeat(16)}`);
  await expect(page.locator('[data-no-trace="error"]')).toContainText("Unknown");
  await stack.start("jaeger");
});

test("search: by route and status, by what is pasted, and it says how far it looked", async ({ page, request }) => {
  const { traceId } = await hitOf(request, route("GET /api/tasks/"));
  await page.goto("/traces");
  await page.getByLabel("Route", { exact: true }).fill("GET /api/tasks/");
  await page.getByLabel("Ended as").selectOption("2xx");
  await page.getByRole("button", { name: "Search", exact: true }).first().click();
  await expect(page).toHaveURL(/route=GET/);
  await expect(page.locator("[data-hit]").first()).toBeVisible();
  expect(await page.locator('[data-hit]:not([data-hit="GET /api/tasks/"])').count()).toBe(0);
  await expect(page.locator("[data-limits]")).toContainText(/Looked at \d+ traces? in [1-4] search/);
  await page.goto(`/traces?open=${encodeURIComponent(`https://jaeger.example/trace/${traceId}?uiFind=1`)}`);
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}$`));
  await page.goto("/traces?open=nothing&min=soon");
  await expect(page.locator("#open-reason")).toContainText("no trace id");
  await expect(page.locator("#min-error")).toBeVisible();
});

test("the board names the demo's N+1 route and leads to a trace of it", async ({ page, request }) => {
  await hitOf(request, route("GET /api/tasks/"), ({ hasNPlusOne }) => hasNPlusOne);
  await expect
    .poll(
      async () => {
        await page.goto("/traces/n-plus-one");
        return page.locator('[data-problem="GET /api/tasks/"]').count();
      },
      { timeout: 75_000 },
    )
    .toBe(1);
  const problem = page.locator('[data-problem="GET /api/tasks/"]');
  await expect(problem).toContainText('SELECT * FROM "task_completions" WHERE task_id = ?');
  await problem.getByRole("link", { name: /a trace with/ }).click();
  await expect(page.locator("[data-n-plus-one]")).toContainText(/the same query \d+ times/);
});

test("a failed request is one fault, however many spans it marks", async ({ page, request, stack }) => {
  await stack.faults.on("error-spike", { ratio: 1 });
  const { traceId } = await hitOf(request, `status=500&${route("GET /api/tasks/")}`);
  await page.goto(`/traces/${traceId}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("failed with 500");
  await expect(page.locator("[data-fault]")).toHaveCount(1);
  expect(await page.locator('[data-error="true"]').count()).toBeGreaterThan(1);
});

test("traces of 2,000 and 10,000 spans open, scroll, close and are searched without a frozen page", async ({
  browser,
  page,
  request,
  stack,
}) => {
  // Of more than 5,000 spans the first are drawn.
  for (const { count, drawn } of [
    { count: 2000, drawn: 2000 },
    { count: 10_000, drawn: 5000 },
  ]) {
    const traceId = await sendLongTrace(stack, count);
    const arrived = async () => {
      const response = await request.get(`/api/traces/${traceId}`);
      return response.ok() ? ((await response.json()) as { rows: unknown[] }).rows.length : 0;
    };
    await expect.poll(arrived, { timeout: 75_000, intervals: [1000] }).toBe(count);
    const startedAt = Date.now();
    const opening = await longestTaskMs(browser, page, async () => {
      await page.goto(`/traces/${traceId}`);
      await expect(spans(page).first()).toBeVisible();
      await grid(page).focus();
      await expect(active(page)).toHaveAttribute("data-span", "GET /api/export/");
    });
    const interactiveMs = Date.now() - startedAt;
    const using = await longestTaskMs(browser, page, async () => {
      await page.keyboard.press("End");
      await expect(active(page)).toHaveAttribute("aria-rowindex", String(drawn + 1));
      await page.keyboard.press("Home");
      await expect(active(page)).toHaveAttribute("aria-rowindex", "2");
      for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 2000);
      await page.getByRole("button", { name: "Close all" }).click();
      await expect(grid(page)).toHaveAttribute("aria-rowcount", String(1 + 1 + Math.ceil((drawn - 1) / 11)));
      await page.getByRole("button", { name: "Open all" }).click();
      await expect(grid(page)).toHaveAttribute("aria-rowcount", String(drawn + 1));
      await page.getByLabel(/^Find a span/).fill("ExportPart1101");
      await page.keyboard.press("Enter");
      await grid(page).focus();
      await expect(active(page)).toHaveAttribute("data-span", "service.ExportPart1101");
    });
    const measured = `${count} spans: interactive after ${interactiveMs} ms; longest task opening ${Math.round(opening)} ms, using ${Math.round(using)} ms of CPU`;
    test.info().annotations.push({ type: "measured", description: measured });
    expect(Math.max(opening, using), measured).toBeLessThan(200);
  }
});

test("the pages of traces are accessible and fit a phone", async ({ page, request }) => {
  const { traceId } = await hitOf(request, route("GET /api/tasks/"), ({ hasNPlusOne }) => hasNPlusOne);
  for (const path of ["/traces", `/traces/${traceId}`, "/traces/n-plus-one"]) {
    await page.goto(path);
    await page.waitForLoadState("load");
    if (path.endsWith(traceId)) await spans(page).nth(2).click();
    await expectAccessible(page);
  }
});
