import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { collectAnswers, findSecrets, type Secrets, scanBrowser, scanFiles } from "./support/scan-secrets";
import { expect, type Stack, test } from "./support/stack";

const row = (page: Page, name: string, state: string) =>
  page.locator(`tr[data-token="${name}"][data-state="${state}"]`);

/** Whether the gate lets an (empty) write with a token through to VictoriaMetrics, or refuses it. */
async function edge(gateUrl: string, token: string): Promise<"through" | "refused"> {
  const headers = { authorization: `Bearer ${token}`, "user-agent": "journey/1" };
  const { status } = await fetch(`${gateUrl}/api/v1/write`, { method: "POST", headers });
  if (status === 401) return "refused";
  // 400: VictoriaMetrics itself finds nothing in the body.
  if (status === 204 || status === 400) return "through";
  throw new Error(`The gate answered with ${status}.`);
}

test("a token from the dialog to the edge: create, prove, see it used, rotate, disable, revoke", async ({
  page,
  stack,
}) => {
  test.setTimeout(150_000);
  const { gate } = stack.urls;
  await page.goto("/tokens");
  await expect(row(page, "demo", "active")).toBeVisible();

  await page.getByRole("button", { name: "Create token" }).click();
  const form = page.getByRole("dialog", { name: "Create a token" });
  await form.getByLabel("Name").fill("DEMO");
  await form.getByLabel("Write metrics").check();
  await form.getByLabel("Write traces").check();
  await form.getByRole("button", { name: "Create" }).click();
  await expect(form.getByText('There is a token named "demo" already').first()).toBeVisible();
  await form.getByLabel("Name").fill("journey");
  await form.getByRole("button", { name: "Create" }).click();

  const shown = page.getByRole("dialog", { name: "Token of journey" });
  const secret = (await shown.getByTestId("secret").textContent()) ?? "";
  expect(secret).toMatch(/^hdobs_\w{49}$/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.mouse.click(2, 2);
  await expect(shown.getByTestId("secret")).toBeVisible();
  await shown.getByRole("tab", { name: "vmagent" }).click();
  await expect(shown.getByText(`${gate}/api/v1/write`)).toBeVisible();

  await shown.getByRole("button", { name: "Prove it" }).click();
  for (const hop of ["Sample to the gate", "Sample in VictoriaMetrics", "Span to the gate", "Span in Jaeger"]) {
    await expect(shown.locator(`[data-hop="${hop}"]`)).toHaveAttribute("data-state", "ok", { timeout: 45_000 });
  }
  // The console's own proof is no use of the token.
  await expect(shown.getByTestId("first-use")).toContainText("Waiting");
  expect(await edge(gate, secret)).toBe("through");
  await expect(shown.getByTestId("first-use")).toContainText("Seen from 127.0.0.1, journey/1", { timeout: 30_000 });
  await shown.getByRole("button", { name: "I stored it" }).click();
  await expect(shown).toBeHidden();

  await row(page, "journey", "active").getByRole("button", { name: "Rotate" }).click();
  await page.getByRole("button", { name: "Make the new token" }).click();
  const rotated = page.getByRole("dialog", { name: "New token of journey" });
  const successor = (await rotated.getByTestId("secret").textContent()) ?? "";
  await expect(rotated.getByTestId("rotation-progress")).toContainText("has not used the new one yet");
  expect([await edge(gate, secret), await edge(gate, successor)]).toEqual(["through", "through"]);
  await expect(rotated.getByTestId("rotation-progress")).toContainText("uses the new one", { timeout: 30_000 });
  await rotated.getByRole("button", { name: "I stored it" }).click();

  // From here on nothing that the browser gets may hold them.
  const answers = collectAnswers(page.context());
  // The list has both of them now: until then "active" is still the old one.
  await expect(row(page, "journey", "rotating")).toBeVisible();
  await row(page, "journey", "active").getByRole("button", { name: "Disable" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(row(page, "journey", "disabled")).toBeVisible();
  expect(await edge(gate, successor)).toBe("refused");
  await row(page, "journey", "disabled").getByRole("button", { name: "Enable" }).click();
  await expect(row(page, "journey", "active")).toBeVisible();
  expect(await edge(gate, successor)).toBe("through");

  await row(page, "journey", "rotating").getByRole("button", { name: "Revoke" }).click();
  const revoke = page.getByRole("dialog", { name: "Revoke journey?" });
  await expect(revoke.getByTestId("consequence")).toContainText("journey/1 from 127.0.0.1");
  await expect(revoke.getByRole("button", { name: "Revoke for good" })).toHaveAttribute("aria-disabled", "true");
  await revoke.getByLabel("to confirm").fill("journey");
  await revoke.getByRole("button", { name: "Revoke for good" }).click();
  await expect(page.getByTestId("refused-after")).toContainText("The gate refused it");
  expect(await edge(gate, secret)).toBe("refused");
  expect(await edge(gate, successor)).toBe("through");
  await page.getByRole("button", { name: "Close" }).last().click();
  await expect(row(page, "journey", "revoked")).toBeVisible();

  // Secrecy: nowhere but in the two dialogs, which are closed. The part of it that nobody may show, and the whole.
  const secrets = {
    ...{ "the token": secret, "the token's secret part": secret.slice(16, 49) },
    ...{ "its successor": successor, "its successor's secret part": successor.slice(16, 49) },
  };
  await expectNowhere(page, stack, secrets);
  expect(await answers.scan(secrets)).toEqual([]);
});

/** Logs of every program, by their place in the stack's directory. */
const logs = ["console", "demo", "jaeger", "victoria-metrics", "vmagent", "gate/log/access", "gate/log/error"];

async function expectNowhere(page: Page, stack: Stack, secrets: Secrets): Promise<void> {
  for (const path of ["/tokens", "/audit", "/"]) {
    await page.goto(path);
    expect(await scanBrowser(page, secrets)).toEqual([]);
    const payload = await (await page.request.get(path, { headers: { rsc: "1" } })).text();
    expect(findSecrets(payload, secrets, `the payload of ${path}`)).toEqual([]);
  }
  const mustHold = ["console.db", ...logs.map((name) => `${name}.log`)];
  // All that any program has on disk; the gate's cache lies in memory, outside of it.
  expect(scanFiles(stack.dir, secrets, { everyFile: true, mustHold })).toEqual([]);
  // What VictoriaMetrics and Jaeger keep is packed on their disks, so they are asked.
  const { victoriametrics, jaeger } = stack.urls;
  const questions = [
    `${victoriametrics}/api/v1/series?match[]={__name__!=""}`,
    `${jaeger}/api/traces?service=honeydue-obs-console&limit=100&lookback=1h`,
    `${jaeger}/api/traces?service=honeydue-api&limit=20&lookback=1h`,
  ];
  for (const url of questions) {
    const text = await (await fetch(url)).text();
    expect(text.length, url).toBeGreaterThan(200);
    expect(findSecrets(text, secrets, url)).toEqual([]);
  }
}

test("filters are in the URL, and a token has a page with its history", async ({ page }) => {
  await page.goto("/tokens?state=active&scope=metrics:write");
  await page.getByRole("link", { name: "demo", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("demo");
  await expect(page.getByRole("region", { name: "History" })).toContainText("created by cli");
  await page.goto("/tokens?state=expired");
  await expect(page.getByText("No token fits these filters.")).toBeVisible();
  expect((await page.request.get("/api/tokens/none")).status()).toBe(404);
});

test("the tokens page and its dialogs are accessible and fit a phone", async ({ page }) => {
  await page.goto("/tokens");
  await expect(row(page, "demo", "active")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create token" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await row(page, "demo", "active").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByTestId("consequence")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "demo", exact: true }).click();
  await expect(page.getByRole("region", { name: "History" })).toBeVisible();
  await expectAccessible(page);
});
