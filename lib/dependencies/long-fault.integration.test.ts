import { beforeAll, expect, it } from "vitest";
import { apiJob, metricNames } from "@/lib/plan/contract";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { loadLanes } from "./load-lanes";

// An hour of queries of 9 ms, and for its last quarter ones of half a second.
const metrics = ownMetrics();
const stepMs = 15_000;
const [scrapes, slowScrapes, queriesPerScrape] = [240, 60, 20];

beforeAll(async () => {
  const endMs = Math.floor(Date.now() / stepMs) * stepMs;
  const target = `{job="${apiJob}",instance="api:8000"}`;
  const ofTable = `{job="${apiJob}",instance="api:8000",table="tasks",operation="query"`;
  const lines = Array.from({ length: scrapes + 1 }, (_, scrape) => {
    const atMs = endMs - (scrapes - scrape) * stepMs;
    const [all, fast] = [scrape, Math.min(scrape, scrapes - slowScrapes)].map((count) => count * queriesPerScrape);
    const buckets = { "0.01": fast, "0.4": fast, "0.5": all, "+Inf": all };
    return [
      `up${target} 1 ${atMs}`,
      `${metricNames.gorm}_count${ofTable}} ${all} ${atMs}`,
      `${metricNames.gorm}_sum${ofTable}} ${all} ${atMs}`,
      ...Object.entries(buckets).map(
        ([le, count]) => `${metricNames.gorm}_bucket${ofTable},le="${le}"} ${count} ${atMs}`,
      ),
    ].join("\n");
  });
  await metrics.importSamples(lines.join("\n"));
});

it("a fault that has lasted for a quarter of an hour has not become what is usual", async () => {
  const lanes = await loadLanes(defaultThresholds.lanes);
  if (lanes.state !== "ready") throw new Error(`it is ${lanes.state}`);
  const database = lanes.value.lanes.flatMap(({ services }) => services).find(({ name }) => name === "database");
  expect(database?.p95Ms).toBeGreaterThan(400);
  expect(database?.usualP95Ms).toBeGreaterThan(5);
  expect(database?.usualP95Ms).toBeLessThan(15);
  expect(lanes.value.usualOverMs).toBe(11 * 300_000);
});
