import { writeTargets } from "../scripts/programs/write-scrape-config.mjs";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

test("an API that is down is called down by scrape and probe", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("api-down");
  await expect(onCall.word).toHaveText("DOWN");
  await expect(onCall.text).toContainText("API down");
  await expect(onCall.witness("probe")).toHaveAttribute("data-health", "bad");
  await expect(onCall.witness("scrape")).toHaveAttribute("data-health", "bad");
  await stack.faults.allOff();
  await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
});

test("a hanging scrape endpoint is told from a dead API", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("scrape-hanging");
  await expect(onCall.text).toContainText("The API answers its health URL, and not vmagent's scrapes");
  await expect(onCall.word).toHaveText("DEGRADED");
  await expect(onCall.witness("scrape")).toHaveAttribute("data-health", "bad");
  await expect(onCall.witness("probe")).toHaveAttribute("data-health", "ok");
});

test("stopped traces are a silent traces path, not a silent API", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.faults.on("traces-stopped");
  await expect(onCall.text).toContainText("The API sends no traces: its exporter is silent");
  await expect(onCall.witness("spans")).toHaveAttribute("data-health", "warn");
  await expect(onCall.tile("rate")).toHaveAttribute("data-health", "ok");
});

test("pods that discovery no longer finds are told from a dead metrics path", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  const demo = stack.urls.demo.replace("http://", "");
  writeTargets(stack.targetsFile, []);
  await expect(onCall.text).toContainText("vmagent finds no pod of it");
  writeTargets(stack.targetsFile, [demo]);
  await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
});

test("a dead vmagent is a dead metrics path, with the API fine", async ({ page, stack }) => {
  const onCall = new OnCall(page);
  await onCall.openCalm();
  await stack.kill("vmagent");
  await expect(onCall.text).toContainText("Metrics path down: nothing arrives from vmagent");
  await expect(onCall.tile("freshness")).not.toHaveAttribute("data-health", "ok");
  await expect(onCall.witness("probe")).toHaveAttribute("data-health", "ok");
  await stack.start("vmagent");
  await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
});
