import { seedClickhouseKill, seedMemory } from "./support/seed-triggers";
import { expect, test } from "./support/stack";
import { startWebhookReceiver } from "./support/webhook-receiver";

const gigabyte = 1024 ** 3;
const slow = { timeout: 75_000 };

test("a trigger fires: verdict, banner on every page, webhook, acknowledgement, and the all-clear", async ({
  page,
  stack,
  browser,
}) => {
  test.setTimeout(240_000);
  const receiver = await startWebhookReceiver();
  const events = () => receiver.told.map(({ event, key }) => `${event} ${key}`);

  await page.goto("/settings/notifications");
  await page.getByRole("button", { name: "Add a channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Ops room");
  await dialog.getByRole("textbox", { name: "URL" }).fill("nonsense");
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByRole("alert")).toContainText("https://");
  await dialog.getByRole("textbox", { name: "URL" }).fill(receiver.url);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  const channel = page.locator('[data-channel="Ops room"]');
  await expect(channel).toContainText("never used");
  await channel.getByRole("button", { name: "Send a test" }).click();
  await expect.poll(events, slow).toEqual(["test test"]);
  await expect(page.locator("body")).not.toContainText(receiver.url);

  await seedMemory(stack.databaseUrl, 45, 2.1 * gigabyte);
  await seedClickhouseKill(stack.databaseUrl);
  await expect
    .poll(events, slow)
    .toEqual(expect.arrayContaining(["raised trigger:memory", "raised trigger:clickhouse"]));
  expect(receiver.told[1]?.url).toBe(`${stack.urls.console}/triggers`);

  await page.goto("/triggers?range=24h");
  const verdict = page.getByTestId("triggers-verdict");
  await expect(verdict).toContainText("Move: Available memory has been below 3 GiB");
  await expect(verdict).toContainText("The kernel killed ClickHouse");
  await expect(page.locator('[data-trigger="memory"]')).toContainText("2.10 GiB");
  await expect(page.locator('[data-chart="available-memory"] svg').first()).toBeVisible();
  await page.locator('[data-firing="clickhouse"] summary').click();
  await expect(page.locator('[data-firing="clickhouse"]')).toContainText("Killed process 4321 (clickhouse-serv)");
  for (const path of ["/", "/settings", "/settings/notifications"]) {
    await page.goto(path);
    await expect(page.getByTestId("trigger-banner")).toContainText("Available memory");
  }

  await page.locator('[data-alert="trigger:memory"]').getByRole("button", { name: "Acknowledge" }).click();
  const alert = page.locator('[data-alert="trigger:memory"]');
  await alert.getByRole("textbox").fill("The new box is ordered");
  await alert.getByRole("button", { name: "Acknowledge" }).click();
  await expect(alert).toContainText("The new box is ordered");
  await expect(alert.locator('[data-delivery="raised"]')).toHaveAttribute("data-state", "delivered");

  await page.goto("/triggers");
  const clickhouse = page.locator('[data-trigger="clickhouse"]');
  await clickhouse.getByRole("textbox").fill("A one-off import");
  await clickhouse.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.locator('[data-firing="clickhouse"]')).toContainText("Acknowledged by");
  await expect.poll(events, slow).toContain("resolved trigger:clickhouse");

  const viewing = await browser.newContext({ storageState: stack.sessions.viewer, baseURL: stack.urls.console });
  const viewer = await viewing.newPage();
  await viewer.goto("/triggers");
  await expect(viewer.getByTestId("triggers-verdict")).toContainText("Move:");
  await expect(viewer.getByRole("button", { name: "Save thresholds" })).toHaveCount(0);
  await viewer.goto("/settings/notifications");
  await expect(viewer.getByText("Channels are for admins")).toBeVisible();
  await viewing.close();

  await seedMemory(stack.databaseUrl, 45, 8 * gigabyte);
  await expect.poll(events, slow).toContain("resolved trigger:memory");
  await page.goto("/triggers");
  await expect(page.getByTestId("triggers-verdict")).not.toContainText("Available memory has been");
  await expect(page.locator('[data-firing="memory"]')).toContainText("Above 3.5 GiB for 30 minutes");
  await expect(page.getByTestId("trigger-banner")).toHaveCount(0);
  await receiver.stop();
});

test("thresholds are tried on the last 30 days before they are saved", async ({ page, stack }) => {
  await seedMemory(stack.databaseUrl, 45, 8 * gigabyte);
  await page.goto("/triggers");
  const form = page.getByRole("form", { name: "Thresholds" });
  await form.getByRole("textbox", { name: "Fires below" }).fill("20");
  await form.getByRole("button", { name: "Try on the last 30 days" }).click();
  await expect(form.getByText("Must not be below the value that fires.")).toBeVisible();
  await form.getByRole("textbox", { name: "Clears above" }).fill("25");
  await form.getByRole("button", { name: "Try on the last 30 days" }).click();
  await expect(page.getByTestId("thresholds-preview")).toContainText("would have fired once");
  await page.reload();
  await expect(form.getByRole("textbox", { name: "Fires below" })).toHaveValue("3");
});
