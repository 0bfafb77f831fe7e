import { beforeAll, expect, it } from "vitest";
import { loadOverview } from "@/lib/oncall/load-overview";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { loadLane } from "./load-lane";
import { history, stepMs } from "./testing/history";

const metrics = ownMetrics();

beforeAll(async () => {
  const endMs = Date.now() - 1000;
  // asynq has reported nothing for ten minutes, while everything else goes on.
  const isLost = (line: string) => line.startsWith("asynq_") && Number(line.split(" ").at(-1)) > endMs - 40 * stepMs;
  const lines = history(endMs)
    .split("\n")
    .filter((line) => !isLost(line));
  await metrics.importSamples(`${lines.join("\n")}\n`);
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
