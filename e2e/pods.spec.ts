import { runDemo } from "../demo/testing/run-demo";
import { writeTargets } from "../scripts/programs/write-scrape-config.mjs";
import { expectAccessible } from "./support/accessible";
import { walkWithEachHand } from "./support/hands";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test.use({ hasTouch: true });

test("the one bad pod of three is named in the verdict, its page shows it beside the others, and leads to why", async ({
  page,
  stack,
}) => {
  test.setTimeout(300_000);
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const own = new URL(stack.urls.demo).host;
  const { tokenFile, targetsFile } = stack;
  const start = (hostName: string) =>
    runDemo({ otlpUrl: `${stack.urls.gate}/v1/traces`, tokenFile, hostName, requestsPerSecond: 15 });
  const [second, third] = await Promise.all([start("honeydue-api-2"), start("honeydue-api-3")]);
  const named = [
    { address: second.address, pod: "honeydue-api-2" },
    { address: third.address, pod: "honeydue-api-3" },
  ];
  try {
    writeTargets(targetsFile, [own, ...named]);
    await page.goto("/pods?range=15m");
    await expect(page.getByTestId("pods-summary")).toContainText("3 pods, none stands out", { timeout: 60_000 });
    await second.putFault("error-spike", { route: "GET /api/tasks/", ratio: 0.9 });
    await page.goto("/?range=15m");
    const clause = onCall.text.getByRole("link", { name: /One bad pod: honeydue-api-2, [\d.]+ % errors against/ });
    await expect(clause).toBeVisible({ timeout: 60_000 });
    await clause.click();
    await expect(page).toHaveURL(/\/pods$/);
    const pod = (name: string) => page.locator(`[data-pod="${name}"]`);
    await expect(pod("honeydue-api-2")).toHaveAttribute("data-health", "warn");
    await expect(pod("honeydue-api-2")).toContainText("version 1.14.2");
    await expect(pod(own)).toHaveAttribute("data-health", "ok");
    await expect(pod("honeydue-api-3")).toHaveAttribute("data-health", "ok");
    const json = await (await page.request.get("/api/pods?range=15m")).json();
    expect(json.now.value.outliers[0]).toMatchObject({ name: "honeydue-api-2", kind: "errors" });
    await expect(page.locator("figure svg").first()).toBeVisible();
    await expectAccessible(page);
    await walkWithEachHand(page, async (walk) => {
      await walk.press(clause);
      await walk.press(page.getByRole("link", { name: "Its failed traces (honeydue-api-2)" }));
      // Its jobs fail now and then, too.
      await walk.press(page.locator('#results [data-hit="GET /api/tasks/"] > a'));
      await expect(page.locator("#errors")).toContainText("demo: error spike");
      await page.locator("[data-waterfall] [data-span]").first().click();
      await expect(page.locator("[data-details]")).toContainText("honeydue-api-2");
    });
  } finally {
    writeTargets(targetsFile, [own]);
    await Promise.all([second.stop(), third.stop()]);
  }
  await page.goto("/pods?range=15m");
  await expect(page.locator('[data-pod="honeydue-api-3"]')).toContainText("Last seen", { timeout: 60_000 });
});
