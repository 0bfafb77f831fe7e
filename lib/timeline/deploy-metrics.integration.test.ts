import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { registerConsoleInfo } from "@/lib/runtime/console-info";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { useTokenDatabase } from "@/lib/tokens/testing/use-token-database";
import { registerDeployMetrics } from "./deploy-metrics";

let database: Awaited<ReturnType<typeof useTokenDatabase>>;
beforeAll(async () => {
  database = await useTokenDatabase();
});
afterAll(() => database.remove());

const tell = (version: string, at: Date) =>
  db().deploy.create({
    data: { version, environment: "production", at, toldAt: at, tokenId: "Ab3xK9mPq2", tokenName: "ci" },
  });

it("tells Grafana when each version of 30 days took effect, the newest time of one reported twice, and the console's address", async () => {
  const dayMs = 24 * 3600_000;
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  await tell("v1.4.0", new Date(nowMs - 40 * dayMs));
  await tell("v1.4.1", new Date(nowMs - 3 * dayMs));
  await tell("v1.4.2", new Date(nowMs - 2 * dayMs));
  await tell("v1.4.1", new Date(nowMs - dayMs));
  registerDeployMetrics();
  registerDeployMetrics();
  registerConsoleInfo();
  const text = await consoleMetrics().registry.metrics();
  const told = text.split("\n").filter((line) => line.startsWith("obs_deploy_timestamp_seconds{"));
  expect(told.sort()).toEqual([
    `obs_deploy_timestamp_seconds{version="v1.4.1",environment="production"} ${(nowMs - dayMs) / 1000}`,
    `obs_deploy_timestamp_seconds{version="v1.4.2",environment="production"} ${(nowMs - 2 * dayMs) / 1000}`,
  ]);
  expect(text).toMatch(/obs_console_info\{url="http:\/\/127\.0\.0\.1:\d+"\} 1/);
});
