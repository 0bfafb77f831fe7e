import { expectAccessible } from "./support/accessible";
import { OnCall } from "./support/on-call";
import { sendRequests } from "./support/send-requests";
import { expect, test } from "./support/stack";

test("a comparison without enough data says so instead of ranking noise, and the form keeps what was typed", async ({
  page,
}) => {
  await new OnCall(page).openCalm();
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page.getByTestId("not-enough")).toContainText("Not enough data: 0 requests before");
  await page.getByRole("link", { name: "Two windows" }).click();
  await expect(page.getByText("Choose two windows above.")).toBeVisible();
  // No empty fields: the second window is picked on the chart, the first is as long right before it.
  await expect(page.getByLabel("Before, from")).toBeHidden();
  const plot = page.locator("#pick").getByRole("slider");
  await plot.focus();
  await page.keyboard.press("End");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/kind=free&beforeStart=\S+&afterEnd=/);
  await expect(page.getByTestId("not-enough").or(page.getByTestId("summary"))).toBeVisible();
  await expect(page.getByRole("button", { name: /^Before: .* to / })).toBeVisible();
  await page.setViewportSize({ width: 375, height: 812 });
  await expectAccessible(page);
  await page.getByText("Type the times").click();
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

test("opens with what there is to compare, and with one sentence once there is enough", async ({ page, request }) => {
  await new OnCall(page).openCalm();
  await page.goto("/compare");
  await expect(page.getByRole("navigation", { name: "What to compare" }).locator('[aria-current="page"]')).toHaveText(
    /The hour before|Since the last deploy|Since the alert began/,
  );
  const minute = 60_000;
  const nowMs = Date.now();
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  const times = {
    beforeStart: at(nowMs - 6 * minute),
    beforeEnd: at(nowMs - minute),
    afterStart: at(nowMs - 5 * minute),
    afterEnd: at(nowMs),
  };
  const query = new URLSearchParams({ kind: "free", ...times });
  await expect
    .poll(async () => (await (await request.get(`/api/compare?${query}`)).json()).comparison.value?.enough, {
      timeout: 75_000,
    })
    .toBe(true);
  await page.goto(`/compare?${query}`);
  await expect(page.getByTestId("summary")).toContainText(/(Worse|Better|No change|Worse and better).*requests take/i);
  await expectAccessible(page);
});

test("what traces say of two windows comes by itself: statements and hosts to blame; without Jaeger it alone is missing", async ({
  page,
  stack,
}) => {
  await new OnCall(page).openCalm();
  // Half an hour ago, before this stack was there: nothing but these requests is in the two windows.
  const minute = 60_000;
  const endMs = Math.floor(Date.now() / minute) * minute - 30 * minute;
  const window = (startMs: number, isBad: boolean) =>
    Array.from({ length: 60 }, (_, index) => ({
      atMs: startMs + index * 9000,
      queryMs: isBad ? 150 : 5,
      failed: isBad && index % 3 === 0,
      host: `honeydue-api-${index % 3}`,
    }));
  await sendRequests(stack, [...window(endMs - 20 * minute, false), ...window(endMs - 10 * minute, true)]);
  const at = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  const query = new URLSearchParams({
    kind: "free",
    beforeStart: at(endMs - 20 * minute),
    beforeEnd: at(endMs - 10 * minute),
    afterStart: at(endMs - 10 * minute),
    afterEnd: at(endMs),
  });
  await expect(async () => {
    await page.goto(`/compare?${query}`);
    await expect(page.locator("#sample")).toContainText("60 requests read", { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByTestId("not-enough")).toContainText("0 requests before");
  const statement = page.locator("#statements li");
  await expect(statement).toHaveCount(1);
  await expect(statement).toContainText('SELECT * FROM "tasks" WHERE owner = ? LIMIT ?');
  await expect(statement).toContainText(/\+1\d\d ms/);
  await expect(page.locator("#attributes-errors li").first()).toContainText("host.name honeydue-api-0");
  await expect(page.locator("body")).not.toContainText("example.com");
  const json = await (await page.request.get(`/api/compare?${query}&traces=1`)).json();
  expect(json.traces.value).toMatchObject({ enough: true, before: { requests: 60 }, after: { requests: 60 } });
  expect(JSON.stringify(json)).not.toContain("example.com");
  await expectAccessible(page);
  await statement.getByRole("link", { name: /^a trace/ }).click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);

  await stack.kill("jaeger");
  query.set("afterEnd", at(endMs - minute));
  await page.goto(`/compare?${query}`);
  await expect(page.locator("#statements")).toContainText("Unknown: Jaeger did not answer");
  await expect(page.getByTestId("not-enough")).toBeVisible();
  await stack.start("jaeger");
});
