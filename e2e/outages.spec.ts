import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("without VictoriaMetrics the metric panels are unknown, the traces alive, and all recovers by itself", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.kill("victoriametrics");
  await expect(onCall.word).toHaveText("UNKNOWN");
  await expect(onCall.text).toContainText("VictoriaMetrics does not answer");
  for (const name of ["rate", "errors", "p95", "freshness"] as const) {
    await expect(onCall.tile(name)).toHaveAttribute("data-health", "unknown");
  }
  await expect(onCall.witness("probe")).toHaveAttribute("data-health", "ok");
  await expect(onCall.witness("spans")).toHaveAttribute("data-health", "ok");
  await expect(onCall.panel("Slowest requests")).toContainText("/api/");
  await page.reload();
  await expect(onCall.word).toHaveText("UNKNOWN");
  await expect(onCall.panel("Slowest requests")).toContainText("/api/");
  await stack.start("victoriametrics");
  await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
});

test("without Jaeger the trace panels say so, the figures stay, and all recovers by itself", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.kill("jaeger");
  await expect(onCall.witness("spans")).toHaveAttribute("data-health", "unknown");
  await expect(onCall.panel("Slowest requests")).toContainText(/Jaeger/);
  await expect(onCall.tile("rate")).toHaveAttribute("data-health", "ok");
  await expect(onCall.witness("scrape")).toHaveAttribute("data-health", "ok");
  await stack.start("jaeger");
  await expect(onCall.witness("spans")).toHaveAttribute("data-health", "ok", { timeout: 60_000 });
  await expect(onCall.panel("Slowest requests")).toContainText("/api/", { timeout: 60_000 });
});

test("stores that hang keep no page from opening; what is unknown is said, and all recovers by itself", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const stores = (["victoriametrics", "jaeger"] as const).map((name) => -(stack.pidOf(name) ?? 0));
  // Stopped in their tracks they still take connections.
  for (const group of stores) process.kill(group, "SIGSTOP");
  try {
    // A range that nobody has asked for: no answer of before can stand in.
    await page.goto("/?range=6h", { waitUntil: "commit" });
    await expect(onCall.tile("rate")).toBeVisible();
    await expect(onCall.witness("probe")).toHaveAttribute("data-health", "ok");
    await expect(onCall.word).toHaveText("UNKNOWN");
    await expect(onCall.text).toContainText("VictoriaMetrics");
    await expect(onCall.panel("Slowest requests")).toContainText(/Jaeger/);
  } finally {
    for (const group of stores) process.kill(group, "SIGCONT");
  }
  await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
});

test("a console that dies is said to be gone; its last figures are not shown as fresh", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.kill("console");
  await expect(page.locator('[data-live="offline"]').first()).toBeVisible();
  await stack.start("console");
  await expect(page.locator('[data-live="live"]').first()).toBeVisible({ timeout: 60_000 });
});
