import type { Page } from "@playwright/test";
import type { Timeline } from "../lib/timeline/types";
import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

/** A token from the dialog, as a person makes one. */
async function createToken(page: Page, name: string, scope: "Tell deploys" | "Write metrics") {
  await page.goto("/tokens");
  await page.getByRole("button", { name: "Create token" }).click();
  const form = page.getByRole("dialog", { name: "Create a token" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel(scope).check();
  await form.getByRole("button", { name: "Create" }).click();
  const shown = page.getByRole("dialog", { name: `Token of ${name}` });
  const secret = (await shown.getByTestId("secret").textContent()) ?? "";
  return { shown, secret };
}

/** What CI's curl sends: no cookie, no Origin. */
async function tell(consoleUrl: string, token: string, body: object) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(`${consoleUrl}/api/deploys`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test("a deploy that CI tells stands in the charts and the list, is reached by keyboard, and cuts a comparison", async ({
  page,
  stack,
}) => {
  // A long walk, with the whole on-call page looked at by axe twice.
  test.setTimeout(300_000);
  const { console: url, gate } = stack.urls;
  const { shown, secret } = await createToken(page, "ci", "Tell deploys");
  await shown.getByRole("tab", { name: "GitHub Actions step" }).click();
  await expect(shown.getByRole("tabpanel")).toContainText(`${url}/api/deploys`);
  await shown.getByRole("button", { name: "Prove it" }).click();
  await expect(shown.locator('[data-hop="Deploy to the console"]')).toHaveAttribute("data-state", "ok");
  await expect(shown.getByTestId("first-use")).toContainText("Waiting");

  const told = await tell(url, secret, { version: "v9.1.0", by: "ada", url: "https://ci.example.com/run/1" });
  expect(told).toMatchObject({ status: 201, body: { outcome: "stored", deploy: { version: "v9.1.0", by: "ada" } } });
  expect(await tell(url, secret, { version: "v9.1.0" })).toMatchObject({ status: 200, body: { outcome: "known" } });
  expect(await tell(url, secret, { verison: "v9.1.0" })).toMatchObject({ status: 400 });
  await expect(shown.getByTestId("first-use")).toContainText("deploys", { timeout: 30_000 });
  await shown.getByRole("button", { name: "I stored it" }).click();

  // The gate has nothing to do with it, and tokens that write have nothing to do with deploys.
  const write = await fetch(`${gate}/api/v1/write`, { method: "POST", headers: { authorization: `Bearer ${secret}` } });
  expect(write.status).toBe(403);
  const ingest = await createToken(page, "writer", "Write metrics");
  expect(await tell(url, ingest.secret, { version: "v0" })).toMatchObject({
    status: 403,
    body: { error: { code: "wrong-scope" } },
  });
  await ingest.shown.getByRole("button", { name: "I stored it" }).click();

  // Alerts, which charts mark as well, would share its marker.
  await page.goto("/?range=15m&events=deploy");
  const list = page.locator("#events");
  await expect(list).toContainText("Deployed v9.1.0", { timeout: 30_000 });
  await expect(list.locator('[data-event="deploy"]').first()).toContainText("by ada");
  const marker = page.locator('[data-chart="rate"] [data-marker]').last();
  await expect(marker).toBeVisible();
  await marker.focus();
  await expect(page.getByTestId("event-tip")).toContainText("Deployed v9.1.0");
  await page.keyboard.press("Tab");
  await expect(page.locator("[data-testid=event-tip] a").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("event-tip")).toBeHidden();

  await page.getByRole("button", { name: "Requests by status as table" }).click();
  await expect(page.locator('[data-chart="rate"] tr[data-event="deploy"]')).toContainText("Deployed v9.1.0");
  await page.getByRole("button", { name: "Requests by status as table" }).click();

  // Tokens were made just now: the list has them, the charts once they are asked to, and the URL remembers.
  await expect(list).toContainText("Token writer created");
  await expect(marker).toHaveAccessibleName(/^Deployed v9\.1\.0, /);
  await list.getByRole("button", { name: /^Tokens/ }).click();
  await expect(page).toHaveURL(/events=deploy,token/);
  await expect(marker).toHaveAccessibleName(/Token writer created/);
  await page.reload();
  await expect(marker).toHaveAccessibleName(/Token writer created/);

  await expectAccessible(page);
  await page.setViewportSize({ width: 375, height: 812 });
  await page.locator('[data-chart="latency"] [data-marker]').last().click();
  await expect(page.getByTestId("event-tip")).toBeVisible();
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBe(widths[1]);

  await list.getByRole("link", { name: "Compare since this deploy" }).first().click();
  await expect(page.getByText(/"Deployed v9\.1\.0"/).first()).toBeVisible();
});

test("the API's restart is seen in its process's start, and without VictoriaMetrics that is said", async ({
  page,
  stack,
}) => {
  await new OnCall(page).openCalm();
  const restartedAtMs = Date.now();
  await stack.kill("demo");
  await stack.start("demo");
  // Starts close to each other are one event, of a deploy too that was told then: the pod started several times.
  const isSeen = async () => {
    const answer = await page.request.get("/api/timeline?range=15m&fresh=1");
    const { events } = (await answer.json()) as Timeline;
    return events
      .filter(({ source }) => source.includes("process_start_time_seconds"))
      .some(({ title, detail, atMs }) => atMs > restartedAtMs || / \d+ times/.test(`${title} ${detail}`));
  };
  await expect.poll(isSeen, { timeout: 60_000 }).toBe(true);
  await page.goto("/?range=15m");
  await expect(page.locator("#events")).toContainText(/started/, { timeout: 30_000 });
  await stack.kill("victoriametrics");
  await expect(page.getByTestId("unknown-sources")).toContainText("process_start_time_seconds", { timeout: 60_000 });
  await stack.start("victoriametrics");
});
