import "server-only";
import { loadLanes } from "@/lib/dependencies/load-lanes";
import { newestSpan } from "@/lib/jaeger/newest-span";
import { type Measured, mapMeasured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { loadOutliers } from "@/lib/pods/load-outliers";
import { pointWindowSeconds, type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { buildRedTable } from "@/lib/red/red-table";
import type { RouteRed } from "@/lib/red/types";
import { buildWindowFigures, coveredSecondsOf } from "@/lib/red/window-figures";
import { env } from "@/lib/runtime/env";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { describeLosses } from "@/lib/tokens/describe-losses";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import {
  firstScrape,
  overallP95,
  requestCounts,
  routeP95,
  routeQuantiles,
  routeRates,
  scrapeFacts,
  tileHistory,
  timeSpent,
} from "@/lib/victoriametrics/promql/red";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { withDeploy } from "./deploy-clause";
import { type LoadedComparison, loadComparison } from "./load-comparison";
import { probeApi } from "./probe-api";
import { readScrapeFacts } from "./scrape-facts";
import { buildTiles } from "./tiles";
import type { Overview } from "./types";
import { buildVerdict } from "./verdict";
import { reportProbe, reportScrape, reportSpans } from "./witness-reports";
import { buildWitnesses } from "./witnesses";

const sparklinePoints = 30;

/**
 * Everything the on-call page shows above the traces. Asks a fixed set of queries whatever the number of routes and
 * viewers; a source that fails takes down only what depends on it. Throws only when the database is broken.
 */
export async function loadOverview({ range, fresh }: { range: RangeKey; fresh?: boolean }): Promise<Overview> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const options = { fresh };
  const rangeSeconds = secondsOf(range);
  const endMs = slotStartMs(Date.now(), interval * 1000);
  const stepSeconds = Math.max(interval, Math.round(rangeSeconds / sparklinePoints / interval) * interval);
  const grid = { startMs: endMs - rangeSeconds * 1000, endMs, stepSeconds, fresh };
  const pointSeconds = pointWindowSeconds(stepSeconds, interval);
  const now = <T>(load: () => Promise<T>) => measure(async () => ({ value: await load(), sampledAtMs: Date.now() }));

  const [
    { thresholds, lanes, pods },
    counts,
    quantiles,
    spent,
    windowCounts,
    windowP95,
    scrapes,
    sparklines,
    history,
    compared,
    firstSeen,
    span,
    probe,
    lostSpans,
  ] = await Promise.all([
    loadThresholds().then(async (found) => {
      const [lanesNow, podsNow] = await Promise.all([loadLanes(found.lanes, options), loadOutliers(found, options)]);
      return { thresholds: found, lanes: lanesNow, pods: podsNow };
    }),
    now(() => queryInstant(requestCounts(rangeSeconds), options)),
    now(() => queryInstant(routeQuantiles(rangeSeconds), options)),
    now(() => queryInstant(timeSpent(rangeSeconds), options)),
    now(() => queryInstant(requestCounts(windowSeconds), options)),
    now(() => queryInstant(`${overallP95(windowSeconds)} or ${routeP95(windowSeconds)}`, options)),
    now(() => queryInstant(scrapeFacts(), options)),
    now(() => queryRange(routeRates(pointSeconds), grid)),
    now(() => queryRange(tileHistory(pointSeconds), grid)),
    now(() => loadComparison(rangeSeconds, options)),
    now(() => queryInstant(firstScrape([rangeSeconds, windowSeconds]), options)),
    measure(async () => {
      const newest = await newestSpan(apiServiceName, { priority: "oncall", fresh });
      return newest && { value: newest, sampledAtMs: newest.startedAtMs };
    }),
    probeApi(options),
    describeLosses(Date.now()),
  ]);

  const nowMs = Date.now();
  const { comparison, data } = readComparison(compared);
  const firstScrapes = firstSeen.state === "ready" ? firstSeen.value : [];
  const covered = (seconds: number) => coveredSecondsOf(firstScrapes, seconds, { nowMs, intervalSeconds: interval });
  const parts = combine({ counts, quantiles, spent });
  const routes: Measured<RouteRed[]> = emptyWhen(
    mapMeasured(parts, (ready) =>
      buildRedTable({
        rangeSeconds,
        coveredSeconds: covered(rangeSeconds),
        counts: ready.counts,
        quantiles: ready.quantiles,
        timeSpent: ready.spent,
        sparklines: sparklines.state === "ready" ? sparklines.value.series : [],
        comparison: data,
        thresholds,
      }),
    ),
    (rows) => rows.length === 0,
  );
  const table = routes.state === "ready" ? routes.value : [];
  const figures = dropNull(
    mapMeasured(combine({ windowCounts, windowP95 }), (ready) =>
      buildWindowFigures(ready.windowCounts, ready.windowP95, table, covered(windowSeconds)),
    ),
  );
  const scrape = dropNull(mapMeasured(scrapes, readScrapeFacts));
  const witnesses = buildWitnesses({
    scrape: reportScrape(scrape, thresholds, nowMs),
    spans: reportSpans(span, thresholds, nowMs, lostSpans),
    probe: reportProbe(probe, nowMs),
  });
  const scrapeIntervalMs = interval * 1000;
  const verdict = buildVerdict({ figures, windowSeconds, witnesses, comparison, thresholds, lanes, pods });
  const historyLines = history.state === "ready" ? history.value.series : [];
  return {
    range,
    generatedAtMs: nowMs,
    scrapeIntervalMs,
    verdictWindowMs: windowSeconds * 1000,
    comparison,
    verdict: await withDeploy(verdict, nowMs),
    witnesses,
    tiles: buildTiles({ nowMs, windowSeconds, scrapeIntervalMs, figures, scrape, history: historyLines, thresholds }),
    routes,
    lanes,
    pods,
    thresholds,
  };
}

function readComparison(compared: Measured<LoadedComparison>): LoadedComparison {
  return compared.state === "ready"
    ? compared.value
    : { comparison: { kind: "none", label: "comparison unknown" }, data: null };
}

/** Ready when every part is; else the first part that is not. */
function combine<T extends Record<string, unknown>>(parts: { [K in keyof T]: Measured<T[K]> }): Measured<T> {
  const entries = Object.entries(parts) as [keyof T, Measured<T[keyof T]>][];
  let sampledAtMs = Number.POSITIVE_INFINITY;
  const value: Partial<T> = {};
  for (const [key, part] of entries) {
    if (part.state !== "ready") return part;
    value[key] = part.value;
    sampledAtMs = Math.min(sampledAtMs, part.sampledAtMs);
  }
  return { state: "ready", value: value as T, sampledAtMs };
}

function emptyWhen<T>(measured: Measured<T>, isEmpty: (value: T) => boolean): Measured<T> {
  if (measured.state !== "ready" || !isEmpty(measured.value)) return measured;
  return { state: "empty", askedAtMs: measured.sampledAtMs };
}

function dropNull<T>(measured: Measured<T | null>): Measured<T> {
  if (measured.state !== "ready") return measured;
  return measured.value === null
    ? { state: "empty", askedAtMs: measured.sampledAtMs }
    : { ...measured, value: measured.value };
}
