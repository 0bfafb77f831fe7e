import "server-only";
import { chartGrid } from "@/lib/charts/chart-grid";
import { loadChart } from "@/lib/charts/load-chart";
import { type Measured, mapMeasured } from "@/lib/measured";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { type RangeKey, secondsOf, shortSecondsOf } from "@/lib/ranges/ranges";
import { loadCovered } from "@/lib/red/load-covered";
import { coveredSecondsOf } from "@/lib/red/window-figures";
import { env } from "@/lib/runtime/env";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { measure } from "@/lib/upstream/measure";
import { type CallLane, callTable, queueFacts } from "@/lib/victoriametrics/promql/dependencies";
import { firstScrape } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { buildCallRows } from "./build-call-rows";
import { buildQueues } from "./build-queues";
import { describeLimits } from "./describe-limits";
import { laneCharts } from "./lane-charts";
import { loadLanes } from "./load-lanes";
import { loadPushFailures, loadTaskFacts, loadUploadFacts } from "./load-span-facts";
import type { CallRow, LaneDetail, LaneName, QueueRow } from "./types";

type Ask = { range: RangeKey; fresh?: boolean };

/** All that a lane's page shows. A source that fails takes down only what depends on it. */
export async function loadLane(name: LaneName, ask: Ask): Promise<LaneDetail> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const thresholds = (await loadThresholds()).lanes;
  const { grid, windowSeconds: pointSeconds } = chartGrid(ask);
  const charts = laneCharts(name, pointSeconds);
  const [lanes, own, ...series] = await Promise.all([
    loadLanes(thresholds, ask),
    loadOwn(name, ask, thresholds),
    ...charts.map((chart) => loadChart(chart, grid)),
  ]);
  return {
    range: ask.range,
    generatedAtMs: Date.now(),
    scrapeIntervalMs: interval * 1000,
    windowMs: lanes.state === "ready" ? lanes.value.windowMs : windowSeconds * 1000,
    lane: mapMeasured(lanes, (value) => value.lanes.find((lane) => lane.name === name) ?? null),
    limits: describeLimits(name, thresholds),
    charts: charts.map(({ title, panel }, index) => ({ title, panel, series: series[index] ?? { state: "loading" } })),
    ...own,
  };
}

type Own =
  | Pick<LaneDetail & { name: "database" }, "name" | "calls" | "spans">
  | Pick<LaneDetail & { name: "b2" }, "name" | "calls" | "spans">
  | Pick<LaneDetail & { name: "push" }, "name" | "calls" | "spans">
  | Pick<LaneDetail & { name: "jobs" }, "name" | "queues" | "spans">;

async function loadOwn(name: LaneName, ask: Ask, thresholds: LaneThresholds): Promise<Own> {
  if (name === "database") return { name, calls: await loadCalls(name, ask), spans: null };
  if (name === "b2") {
    const [calls, spans] = await Promise.all([loadCalls(name, ask), loadUploadFacts(ask)]);
    return { name, calls, spans };
  }
  if (name === "push") {
    const [calls, spans] = await Promise.all([loadCalls(name, ask), loadPushFailures(ask)]);
    return { name, calls, spans };
  }
  const [queues, spans] = await Promise.all([loadQueues(ask, thresholds), loadTaskFacts(ask)]);
  return { name, queues, spans };
}

/** One lane's calls over the range, by its columns. Empty when there were none. */
export function loadCalls(lane: CallLane, { range, fresh }: Ask): Promise<Measured<CallRow[]>> {
  const intervalSeconds = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const rangeSeconds = secondsOf(range);
  return measure(async () => {
    const [samples, earlier, first] = await Promise.all([
      queryInstant(callTable(lane, rangeSeconds), { fresh }),
      queryInstant(callTable(lane, rangeSeconds, rangeSeconds), { fresh }),
      queryInstant(firstScrape([rangeSeconds, 2 * rangeSeconds]), { fresh }),
    ]);
    const coveredOf = (seconds: number) => coveredSecondsOf(first, seconds, { nowMs: Date.now(), intervalSeconds });
    // A window before that was only partly measured has counts that are too low to compare with.
    const isWhole = coveredOf(2 * rangeSeconds) >= 2 * rangeSeconds - intervalSeconds;
    const before = isWhole ? { samples: earlier, seconds: rangeSeconds } : null;
    const rows = buildCallRows(lane, samples, coveredOf(rangeSeconds), before);
    return rows.length === 0 ? null : { value: rows, sampledAtMs: Date.now() };
  });
}

/** The queues now, with what the verdict window says of each. Empty when asynq reports nothing. */
export function loadQueues({ fresh }: Ask, thresholds: LaneThresholds): Promise<Measured<QueueRow[]>> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  return measure(async () => {
    const [samples, shortQueues, coveredSeconds] = await Promise.all([
      queryInstant(queueFacts(windowSeconds, interval), { fresh }),
      queryInstant(queueFacts(shortSecondsOf(windowSeconds, interval), interval), { fresh }),
      loadCovered(windowSeconds, { intervalSeconds: interval, fresh }),
    ]);
    const queues = buildQueues({
      queues: samples,
      shortQueues,
      windowSeconds: coveredSeconds,
      limits: thresholds.jobs,
    });
    const at = samples.filter(({ labels }) => labels.fact === "at").map(({ value }) => value * 1000);
    return queues.length === 0 ? null : { value: queues, sampledAtMs: Math.max(...at) };
  });
}
