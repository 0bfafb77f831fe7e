import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadOverview } from "@/lib/oncall/load-overview";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { loadLane } from "./load-lane";
import { history, importHistory, stepMs } from "./testing/history";

const dir = mkdtempSync(path.join(tmpdir(), "obs-lost-redis-"));

beforeAll(async () => {
  const { url } = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, {
    VICTORIAMETRICS_URL: url,
    JAEGER_URL: `http://127.0.0.1:${await freePort()}`,
    DATABASE_URL: databaseUrl,
    OBS_LOG_LEVEL: "silent",
  });
  const endMs = Date.now() - 1000;
  // asynq tells nothing since ten minutes ago, while everything else goes on.
  const isLost = (line: string) => line.startsWith("asynq_") && Number(line.split(" ").at(-1)) > endMs - 40 * stepMs;
  const lines = history(endMs)
    .split("\n")
    .filter((line) => !isLost(line));
  await importHistory(url, `${lines.join("\n")}\n`);
});

afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

it("a lost Redis is a warning and an unknown lane, not an empty queue, and turns no other lane", async () => {
  const overview = await loadOverview({ range: "1h" });
  if (overview.lanes.state !== "ready") throw new Error(`lanes are ${overview.lanes.state}`);
  expect(overview.lanes.value.lanes.map(({ name, health, word }) => [name, health, word])).toEqual([
    ["database", "ok", "ok"],
    ["push", "ok", "ok"],
    ["jobs", "unknown", "vanished"],
  ]);
  expect(overview.findings.filter(({ severity }) => severity === "warn").map(({ code }) => code)).toContain(
    "jobs-unknown",
  );
  expect(await loadLane("jobs", { range: "1h" })).toMatchObject({ queues: { state: "empty" } });
});
