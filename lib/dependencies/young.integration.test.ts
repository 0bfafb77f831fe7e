import { beforeAll, expect, it } from "vitest";
import { apiJob, metricNames } from "@/lib/plan/contract";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { loadLanes } from "./load-lanes";

// Deployed two minutes ago: nothing is known of the first three of the window's five.
const metrics = ownMetrics();
const stepMs = 15_000;
const scrapes = 8;
const queriesPerScrape = 150;

beforeAll(async () => {
  const endMs = Math.floor(Date.now() / stepMs) * stepMs;
  const target = `{job="${apiJob}",instance="api:8000"}`;
  const ofTable = `{job="${apiJob}",instance="api:8000",table="tasks",operation="query"`;
  const lines = Array.from({ length: scrapes }, (_, index) => {
    const [atMs, queries] = [endMs - (scrapes - 1 - index) * stepMs, queriesPerScrape * (index + 1)];
    return [
      `up${target} 1 ${atMs}`,
      `process_start_time_seconds${target} ${(endMs - scrapes * stepMs) / 1000} ${atMs}`,
      `${metricNames.gorm}_count${ofTable}} ${queries} ${atMs}`,
      `${metricNames.gorm}_sum${ofTable}} ${queries / 100} ${atMs}`,
      ...["0.05", "+Inf"].map((le) => `${metricNames.gorm}_bucket${ofTable},le="${le}"} ${queries} ${atMs}`),
    ].join("\n");
  });
  await metrics.importSamples(lines.join("\n"));
});

it("a lane's rate and window are of the time that was measured", async () => {
  const lanes = await loadLanes(defaultThresholds.lanes);
  if (lanes.state !== "ready") throw new Error(`it is ${lanes.state}`);
  const { value } = lanes;
  const [figure = ""] = value.lanes.filter(({ name }) => name === "database").flatMap((lane) => lane.figure ?? []);
  // 150 queries in each of eight scrapes, and up to one scrape more has passed since the last.
  const perSecond = Number(/^[\d.]+/.exec(figure)?.[0]);
  expect(perSecond).toBeGreaterThan(8);
  expect(perSecond).toBeLessThan(10.5);
  expect(value.windowMs).toBeLessThan((scrapes + 2) * stepMs);
});
