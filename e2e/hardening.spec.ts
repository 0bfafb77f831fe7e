import { readFile } from "node:fs/promises";
import { createClient } from "@libsql/client";
import type { Page } from "@playwright/test";
import {
  addHostileAuditRow,
  hostileName,
  hostileRoute,
  sendHostileSeries,
  sendHostileTrace,
} from "./support/hostile-names";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";
import { nothingSeen, watchPage } from "./support/watch-page";

/** Puts markup with a script into the page, as a hole in the console would: whether the policy holds is seen then. */
async function injectScript(page: Page): Promise<void> {
  await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = '<img src="data:," onerror="alert(1)">';
    document.body.append(holder);
    document.body.insertAdjacentHTML("beforeend", '<a id="js-link" href="javascript:alert(1)">x</a>');
    document.getElementById("js-link")?.click();
  });
}

test("every page keeps its own policy, with all of its dialogs and themes", async ({ page }) => {
  const watched = await watchPage(page);
  await new OnCall(page).openCalm();
  await expect(new OnCall(page).chart("rate").locator("svg").first()).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.keyboard.press("?");
  await page.keyboard.press("Escape");
  await page.goto("/settings");
  await page.getByRole("button", { name: "Save limits" }).click();
  // The toast brings styles of its own.
  await expect(page.getByText("Limits saved")).toBeVisible();
  await expect(page.locator("[data-sonner-toaster]")).toHaveCSS("position", "fixed");
  await page.goto("/audit");
  await page.locator("[data-audit] a").first().click();
  await expect(page.getByRole("heading", { name: "Before and after" })).toBeVisible();
  await page.reload();
  for (const path of ["/nowhere", "/audit/999999", "/audit/x"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "No such page" })).toBeVisible();
  }
  expect(watched).toEqual(nothingSeen);
});

test("a script that got into the page does not run", async ({ context }) => {
  for (const path of ["/settings", "/nowhere"]) {
    const page = await context.newPage();
    const watched = await watchPage(page);
    await page.goto(path);
    await injectScript(page);
    await expect.poll(() => watched.violations.length).toBeGreaterThanOrEqual(2);
    expect(watched.dialogs).toEqual([]);
    await page.close();
  }
});

test("hostile names of routes, spans, users and tokens stay text", async ({ page, stack, request }) => {
  const onCall = new OnCall(page);
  const watched = await watchPage(page);
  const seq = await addHostileAuditRow(stack);
  await sendHostileTrace(stack);
  await expect(async () => {
    await sendHostileSeries(stack);
    await page.goto("/?range=15m");
    await expect(page.locator("[data-route]").filter({ hasText: "onerror" }).first()).toBeVisible({ timeout: 5000 });
    await expect(onCall.panel("Failed requests")).toContainText("onerror", { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await page.goto(`/?range=15m&route=${encodeURIComponent(`POST ${hostileRoute}`)}`);
  await expect(page.locator('figure[data-chart="rate"]')).toBeVisible();
  await page.goto("/?range=15m");
  await page.getByRole("button", { name: "Freeze the last 15m" }).click();
  await expect(page.locator('[data-part="routes"]')).toContainText(hostileRoute, { timeout: 60_000 });
  await expect(page.locator("[data-trace]").filter({ hasText: "onerror" }).first()).toBeVisible();
  await page.goto(`/audit?subject=${encodeURIComponent(hostileName)}&actor=${encodeURIComponent(hostileName)}`);
  await expect(page.locator(`[data-audit="${seq}"]`)).toContainText(hostileName);
  await page.locator(`[data-audit="${seq}"] a`).click();
  await expect(page.locator('[data-change="changed"]')).toContainText(hostileName);
  const csv = await request.get("/api/audit?format=csv");
  expect(csv.headers()).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="honeydue-audit.csv"',
    "x-content-type-options": "nosniff",
  });
  expect(watched).toEqual(nothingSeen);
});

test("a page that cannot be made shows a reference and no cause; the log has both", async ({ page, stack }) => {
  const watched = await watchPage(page);
  const client = createClient({ url: stack.databaseUrl, timeout: 5000 });
  await client.execute("ALTER TABLE setting RENAME TO setting_away");
  try {
    await page.goto("/settings");
    const alert = page.getByRole("alert").filter({ hasText: "could not make this page" });
    await expect(alert).toContainText(/under reference \S+/);
    const reference = /under reference ([^\s.]+)/.exec((await alert.textContent()) ?? "")?.[1] ?? "none";
    const html = await page.content();
    expect(html).not.toMatch(/no such table|node_modules|\.next\/|prisma/i);
    const answer = await page.request.get("/api/overview?range=15m");
    expect(await answer.text()).not.toMatch(/no such table|node_modules|prisma|\n\s+at /i);
    await expect.poll(() => readFile(`${stack.dir}/console.log`, "utf8")).toContain(`"reference":"${reference}"`);
  } finally {
    await client.execute("ALTER TABLE setting_away RENAME TO setting");
    client.close();
  }
  expect({ violations: watched.violations, dialogs: watched.dialogs }).toEqual({ violations: [], dialogs: [] });
});

test("answers carry the headers that a public host needs, and nobody else may frame or read them", async ({
  request,
}) => {
  for (const path of ["/", "/nowhere", "/api/health", "/audit"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers).not.toHaveProperty("x-powered-by");
    // The journeys' console is reached by http, where a browser must not be told to insist on https.
    expect(headers).not.toHaveProperty("strict-transport-security");
  }
  const nonce = async () =>
    /nonce-([^']+)/.exec((await request.get("/nowhere")).headers()["content-security-policy"] ?? "")?.[1];
  expect(await nonce()).not.toBe(await nonce());
});

test("the console's own metrics reach VictoriaMetrics with the secret, and nobody gets them without", async ({
  stack,
  request,
}) => {
  expect((await request.get(`${stack.urls.internal}/metrics`)).status()).toBe(401);
  const query = `${stack.urls.victoriametrics}/api/v1/query?nocache=1&query=`;
  const newestValue = async (expression: string) => {
    const body = await (await request.get(query + encodeURIComponent(expression))).json();
    return body.data.result[0]?.value[1] ?? null;
  };
  await expect.poll(() => newestValue('up{job="obs-console"}')).toBe("1");
  await expect.poll(() => newestValue('obs_audit_head_sequence{job="obs-console"}')).not.toBeNull();
});
