import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("a comparison without enough data says so instead of ranking noise, and the form keeps what was typed", async ({
  page,
}) => {
  await new OnCall(page).openCalm();
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.getByTestId("not-enough")).toContainText("Not enough data: 0 requests before");
  await page.getByRole("link", { name: "Two windows" }).click();
  await expect(page.getByText("Choose two windows above.")).toBeVisible();
  const typed = ["2026-03-01T03:00", "2026-03-01T04:00", "2026-03-02T03:00", "2026-03-01T00:00"];
  const labels = ["Before, from", "Before, until", "After, from", "After, until"];
  for (const [index, label] of labels.entries()) await page.getByLabel(label).fill(typed[index] ?? "");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was compared" })).toContainText(
    "5 minutes to 24 hours",
  );
  await expect(page.getByLabel("After, until")).toHaveValue("2026-03-01T00:00");
  await expectAccessible(page);
});
