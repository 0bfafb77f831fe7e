import AxeBuilder from "@axe-core/playwright";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

for (const colorScheme of ["light", "dark"] as const) {
  const paths = [
    "/budget?range=1h",
    "/triggers",
    "/audit",
    "/settings",
    "/settings/notifications",
    "/capsules",
    "/nowhere",
  ];
  for (const path of ["/?range=15m", ...paths]) {
    test(`${path} has no accessibility violation, ${colorScheme}`, async ({ browser, stack, page }) => {
      await new OnCall(page).openCalm();
      const context = await browser.newContext({ colorScheme, baseURL: stack.urls.console, reducedMotion: "reduce" });
      const themed = await context.newPage();
      await themed.goto(path);
      await themed.waitForLoadState("load");
      if (path.startsWith("/?")) await expect(new OnCall(themed).chart("rate").locator("svg").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page: themed })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
      await context.close();
    });
  }
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
