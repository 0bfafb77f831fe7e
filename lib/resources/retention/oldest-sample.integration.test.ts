import { expect, it } from "vitest";
import { loadSeriesBreakdown } from "@/lib/budget/load-series-breakdown";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { sampleVictoriametrics } from "../sample-own-metrics";
import { oldestSampleMs } from "./oldest-sample";

const metrics = ownMetrics({ OBS_SCRAPE_INTERVAL_SECONDS: "1" }, { selfScrapeSeconds: 1 });

it("VictoriaMetrics reports its oldest sample, what makes up its series, and what it took in", async () => {
  const oldestMs = Math.floor(Date.now() / 1000) * 1000 - 12 * 24 * 3600_000;
  const lines = [0, 1, 2, 200].map((hours) => `up{job="old"} 1 ${oldestMs + hours * 3600_000}\n`).join("");
  await metrics.importSamples(`${lines}up{job="old"} 1\nbig{x="1"} 1\nbig{x="2"} 1\n`);
  await expect.poll(oldestSampleMs, { timeout: 60_000 }).toBe(oldestMs);
  await expect
    .poll(
      async () => {
        const breakdown = await loadSeriesBreakdown();
        return breakdown.state === "ready" ? breakdown.value.totalSeries : 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(2);
  const own = await sampleVictoriametrics();
  expect(own.accepted).toBeGreaterThanOrEqual(7);
  expect(own.refused).toBe(0);
  expect(own.readOnly).toBe(false);
  expect(own.memoryBytes).toBeGreaterThan(5e6);
  expect(own.dataBytes).toBeGreaterThan(0);
  expect(own.storedSamples).toBeGreaterThan(0);
});
