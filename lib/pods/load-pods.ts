import "server-only";
import { chartGrid } from "@/lib/charts/chart-grid";
import { newestPointMs } from "@/lib/charts/load-chart";
import type { ChartData } from "@/lib/charts/types";
import { formatAge } from "@/lib/format/quantity";
import { type Measured, mapMeasured, readyValue } from "@/lib/measured";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { measure } from "@/lib/upstream/measure";
import {
  podBuckets,
  podErrorRatio,
  podFacts,
  podHistory,
  podP95,
  podRate,
  processFacts,
} from "@/lib/victoriametrics/promql/pods";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange, type RangeResult } from "@/lib/victoriametrics/query-range";
import { buildPodRows, type Line } from "./build-rows";
import { outlierLimits } from "./judge-outlier";
import { loadOutliers } from "./load-outliers";
import { loadVersions } from "./load-versions";
import { podIdOf, readPodFacts } from "./read-facts";
import type { PodsReport } from "./types";

type Ask = { range: RangeKey; fresh?: boolean };
type Drawn = {
  title: string;
  panel: "errorsByPod" | "p95ByPod" | "rateByPod";
  unit: ChartData["unit"];
  promql: string;
  answer: Measured<RangeResult>;
};

/**
 * Every pod over a range, by a fixed set of queries whatever their number. A source that fails takes down its own part.
 */
export async function loadPods(ask: Ask): Promise<PodsReport> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const { range, fresh } = ask;
  const rangeSeconds = secondsOf(range);
  const { grid, windowSeconds: over } = chartGrid(ask);
  const ranged = (promql: string) =>
    measure(async () => ({ value: await queryRange(promql, grid), sampledAtMs: grid.endMs }));
  const queries = { errors: podErrorRatio(over), p95: podP95(over), rate: podRate(over) };
  const thresholds = await loadThresholds();
  const [now, facts, versions, history, errors, p95, rate] = await Promise.all([
    loadOutliers(thresholds, { fresh }),
    measure(async () => {
      const [pods, buckets, processes] = await Promise.all([
        queryInstant(podFacts(rangeSeconds), { fresh }),
        queryInstant(podBuckets(rangeSeconds), { fresh }),
        queryInstant(processFacts(rangeSeconds, windowSeconds), { fresh }),
      ]);
      const found = readPodFacts([...pods, ...buckets]);
      if (found.length === 0) return null;
      const sampledAtMs = Math.max(...found.map(({ scrapedAtMs }) => scrapedAtMs));
      return { value: { pods: found, processes }, sampledAtMs };
    }),
    loadVersions({ fresh }),
    ranged(podHistory(over)),
    ranged(queries.errors),
    ranged(queries.p95),
    ranged(queries.rate),
  ]);
  const linesOf = (answer: Measured<RangeResult>): readonly Line[] => readyValue(answer)?.series ?? [];
  const historyOf = (fact: string) => linesOf(history).filter(({ labels }) => labels.fact === fact);
  const rows = mapMeasured(facts, ({ pods, processes }) =>
    buildPodRows({
      facts: pods,
      processes,
      history: {
        rate: linesOf(rate),
        p95: linesOf(p95),
        goroutines: historyOf("goroutines"),
        heap: historyOf("heap"),
        cpu: historyOf("cpu"),
      },
      now: readyValue(now) ?? null,
      versions: readyValue(versions)?.versions ?? [],
      rangeSeconds,
      scrapeIntervalMs: interval * 1000,
      staleMs: thresholds.metricsStaleSeconds * 1000,
      nowMs: Date.now(),
    }),
  );
  const names = readyValue(facts)?.pods ?? [];
  return {
    range,
    generatedAtMs: Date.now(),
    scrapeIntervalMs: interval * 1000,
    now,
    pods: rows,
    charts: [
      drawChart(
        { title: "Error ratio by pod", panel: "errorsByPod", unit: "ratio", promql: queries.errors, answer: errors },
        names,
      ),
      drawChart(
        { title: "p95 latency by pod", panel: "p95ByPod", unit: "ms", promql: queries.p95, answer: p95 },
        names,
      ),
      drawChart(
        { title: "Requests by pod", panel: "rateByPod", unit: "requests/s", promql: queries.rate, answer: rate },
        names,
      ),
    ],
    versions,
    limits: [`Compared over the last ${formatAge(windowSeconds * 1000)}.`, ...outlierLimits],
  };
}

/** Every chart has a line per pod in the same order, so that a pod looks the same in all of them. */
function drawChart({ title, panel, unit, promql, answer }: Drawn, pods: readonly { id: string; name: string }[]) {
  const shown = { title, panel: { dashboard: "red", panel } as const };
  if (answer.state !== "ready") return { ...shown, series: answer };
  const { timesMs, series } = answer.value;
  const lines = pods.map(({ id, name }) => {
    const found = series.find(({ labels }) => podIdOf(labels) === id);
    return { name, points: found?.points ?? timesMs.map(() => null) };
  });
  const newest = newestPointMs(timesMs, lines);
  const data: Measured<ChartData> =
    newest === null
      ? { state: "empty", askedAtMs: answer.sampledAtMs }
      : { state: "ready", value: { unit, timesMs, lines, promql }, sampledAtMs: newest };
  return { ...shown, series: data };
}
