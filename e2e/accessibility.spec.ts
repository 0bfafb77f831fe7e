import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("the on-call page has no accessibility violation and fits a phone", async ({ page }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await expect(onCall.chart("rate").locator("svg").first()).toBeVisible();
  await expectAccessible(page);
});

const paths = [
  "/budget?range=1h",
  "/triggers",
  "/audit",
  "/settings",
  "/settings/notifications",
  "/pods?range=15m",
  "/capsules",
  "/nowhere",
];
for (const path of paths) {
  test(`${path} has no accessibility violation and fits a phone`, async ({ page }) => {
    await page.goto(path);
    await page.waitForLoadState("load");
    await expectAccessible(page);
  });
}

test("the keys open the help and the palette, and Escape closes them", async ({ page }) => {
  await new OnCall(page).openCalm();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").filter({ hasText: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog").filter({ hasText: "Keys" })).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("settings");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings/);
});
