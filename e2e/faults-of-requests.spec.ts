import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("an error spike turns the error tile, names the route and lists its traces", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("error-spike", { route: "GET /api/tasks/", ratio: 0.9 });
  await expect(onCall.text).toContainText(/GET \/api\/tasks\/: \d+ % errors/);
  await expect(onCall.tile("errors")).toHaveAttribute("data-health", "bad");
  await expect(onCall.word).toHaveText("DEGRADED");
  // The table's window is the range's: the longer the stack ran before, the longer this takes.
  await expect(onCall.route("GET /api/tasks/")).toHaveAttribute("data-health", "bad", { timeout: 100_000 });
  await expect(onCall.panel("Failed requests")).toContainText("demo: error spike");
  await expect(onCall.witness("probe")).toHaveAttribute("data-health", "ok");
});

test("a slow route is named with its p95 and leads the slowest requests", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("slow-route", { route: "POST /api/documents/", addMs: 3000 });
  await expect(onCall.text).toContainText(/POST \/api\/documents\/: p95 [3-9]\.\d s/);
  await expect(onCall.word).toHaveText("DEGRADED");
  await expect(
    onCall
      .panel("Slowest requests")
      .getByText(/[3-9]\.\d s/)
      .first(),
  ).toBeVisible();
});

test("a slow database shows on the route that asks it most often", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("slow-db", { addMs: 150 });
  await expect(onCall.text).toContainText(/Database: p95|GET \/api\/tasks\/: p95/);
  await expect(onCall.tile("p95")).not.toHaveAttribute("data-health", "ok");
});

test("failing uploads fail the route that uploads, with the reason in its traces", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("b2-failing");
  await expect(onCall.text).toContainText(/\d+ % of B2 uploads fail over/);
  await expect(onCall.route("POST /api/documents/")).toHaveAttribute("data-health", "bad", { timeout: 60_000 });
  await expect(onCall.panel("Failed requests")).toContainText("put object: 503");
});

test("rejected pushes and a lost Redis leave the API healthy, and the verdict does not pretend otherwise", async ({
  page,
  stack,
}) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("apns-bad-device-token");
  await stack.faults.on("redis-down");
  // Long enough for the faults to have reached the page: its own window has moved past their start.
  const refreshes = 25;
  for (let refresh = 0; refresh < refreshes; refresh += 1) await page.waitForResponse(/\/api\/overview/);
  await expect(onCall.text).not.toContainText("/api/documents/");
  for (const name of ["scrape", "spans", "probe"] as const) {
    await expect(onCall.witness(name)).toHaveAttribute("data-health", "ok");
  }
});
