import path from "node:path";
import { freePort } from "../scripts/process/free-port.mjs";
import { startNameServer } from "../scripts/run/start-name-server";
import { missingPrograms } from "../scripts/setup/missing-programs";
import { expectAccessible } from "./support/accessible";
import { test as base, expect } from "./support/stack";

/** A console whose Grafana has a name of a zone that a name server of this file's own knows, and that may rehearse. */
const test = base.extend<object, { consoleEnv: Record<string, string> }>({
  consoleEnv: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructured names
    async ({}, use) => {
      missingPrograms({ rsync: "rsync" });
      const port = await freePort();
      const zone = startNameServer({ port, name: "grafana.example.test", address: "192.0.2.1", ttlSeconds: 3600 });
      const server = `127.0.0.1:${port}`;
      await use({
        GRAFANA_PUBLIC_URL: "https://grafana.example.test",
        OBS_DNS_AUTHORITATIVE: server,
        OBS_DNS_RESOLVERS: `${server},${server}`,
        OBS_MOVE_SCRIPT: path.resolve("scripts/move/migrate.mjs"),
      });
      zone.stop();
    },
    { scope: "worker" },
  ],
});

test("a move is prepared: evidence, a person's word, a plan, the runbook, a rehearsal", async ({ page, request }) => {
  test.setTimeout(300_000);
  await page.goto("/migration");
  const item = (code: string) => page.locator(`[data-item="${code}"]`);
  await expect(page.locator("[data-item]")).toHaveCount(12);

  // Evidence with its age: what each resolver said, and the zone's TTL.
  await item("dns-agrees").locator("summary").click();
  const zone = item("dns-agrees").locator("dl > div").filter({ hasText: "authoritative" });
  await expect(zone).toContainText("192.0.2.1");
  await expect(zone.locator("time")).toHaveAttribute("datetime", /^20/);
  await expect(item("dns-agrees")).not.toHaveAttribute("data-health", "ok");
  await expect(item("ttl-lowered")).toHaveAttribute("data-health", "warn");
  await expect(item("secrets-listed")).toHaveAttribute("data-health", "ok");

  // What only a person can know.
  const backups = item("backups");
  await expect(backups).toHaveAttribute("data-health", "unknown");
  await backups.locator("summary").click();
  await backups.getByRole("button", { name: "Vouch for it" }).click();
  await expect(backups.getByRole("alert")).toContainText("Say why");
  await backups.getByLabel("I have looked").fill("Last night's was restored on the test box");
  await backups.getByRole("button", { name: "Vouch for it" }).click();
  await expect(backups).toHaveAttribute("data-health", "ok");
  await expect(backups).toContainText("admin@stack.test");

  // A target that cannot be one is refused with what would be right.
  const plan = page.locator("#plan");
  const address = plan.getByLabel("Address of the new box");
  for (const [text, words] of [
    ["new-box.example.test", "such as 203.0.113.7"],
    ["169.254.169.254", "No box can have this address"],
  ] as const) {
    await address.fill(text);
    await plan.getByRole("button", { name: "Plan a move" }).click();
    await expect(plan.getByRole("alert")).toContainText(words);
    await expect(address).toHaveValue(text);
  }
  // An address of this machine at which nobody listens.
  await address.fill("127.0.0.77");
  await plan.getByRole("button", { name: "Plan a move" }).click();
  await expect(plan.locator("[data-probes]")).toContainText("Port 22");
  await expect(page.locator("#flight")).toContainText("The target does not answer on port 22");

  const runbook = page.locator("#runbook");
  await expect(runbook.locator("code").filter({ hasText: "--dry-run" })).toContainText("move --to 127.0.0.77:");
  await page.evaluate(() => Object.assign(window, { print: () => {} }));
  await runbook.getByRole("button", { name: "Print" }).click();
  await page.emulateMedia({ media: "print" });
  await expect(runbook).toBeVisible();
  await expect(plan).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(plan).toBeVisible();

  // The real script, started from here; its steps appear as they are done.
  const rehearsal = page.locator("#rehearsal");
  await expect(page.locator("#flight")).toContainText("not known");
  await rehearsal.getByRole("button", { name: "Rehearse now" }).click();
  await expect(rehearsal.locator('[data-step="preflight"]')).toBeVisible({ timeout: 60_000 });
  await expect(rehearsal.locator('[data-step="trial"]')).toContainText("series", { timeout: 180_000 });
  await expect(rehearsal).toContainText("finished");
  await expect(rehearsal.getByRole("button", { name: "Rehearse now" })).toBeEnabled();
  await expect(item("rehearsed")).toHaveAttribute("data-health", "ok");
  // The sizes come with the first minute's samples.
  await expect(async () => {
    await page.reload();
    await expect(page.locator("#flight")).toContainText(/All of it[\d.]+ (s|min)/, { timeout: 2000 });
  }).toPass({ timeout: 120_000 });
  const { rehearsal: record } = await (await request.get("/api/migration")).json();
  expect(record).toMatchObject({ kind: "rehearse", state: "finished" });

  await expectAccessible(page);
  await plan.getByRole("button", { name: "Withdraw the plan" }).click();
  await expect(page.locator("#ended")).toContainText("127.0.0.77: planned by admin@stack.test");
  await expect(plan.getByLabel("Address of the new box")).toBeVisible();
});

test("a viewer sees how it stands and changes nothing", async ({ browser, stack }) => {
  const context = await browser.newContext({ storageState: stack.sessions.viewer, baseURL: stack.urls.console });
  const page = await context.newPage();
  await page.goto("/migration");
  await expect(page.locator("[data-item]")).toHaveCount(12);
  await expect(page.locator("#plan")).toContainText("No move is planned");
  await expect(page.locator("form")).toHaveCount(0);
  await expect(page.locator("#rehearsal code")).toContainText("scripts/move/migrate.mjs rehearse");
  await context.close();
});
