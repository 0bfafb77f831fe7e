import "server-only";
import { loadSeries } from "@/lib/charts/load-series";
import type { PageCharts } from "@/lib/charts/types";
import { routeVariables } from "@/lib/links/grafana";
import type { Measured } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import { thresholdsForRoute } from "@/lib/plan/thresholds";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { judgeRoute } from "@/lib/red/judge-route";
import { loadTargets } from "@/lib/red/load-targets";
import { isServerError } from "@/lib/red/red-table";
import { coveredSecondsOf } from "@/lib/red/window-figures";
import { env } from "@/lib/runtime/env";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { highestBound, latencyQuantiles, requestsByBucket, slowShareOf } from "@/lib/victoriametrics/promql/latency";
import { requestsByStatus, secondsSpent } from "@/lib/victoriametrics/promql/requests";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { firstScrape } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { buildHeatmap } from "./build-heatmap";
import type { Heatmap, RouteDetail, RouteSummary } from "./types";

type Ask = { route: string; range: RangeKey; fresh?: boolean };
const heatmapColumns = 48;

const charts = [
  { metric: "rate", title: "Requests by status" },
  { metric: "errors", title: "Error ratio" },
  { metric: "latency", title: "Latency" },
] as const;

/** What metrics know of one route over a range. A source that fails takes down only what depends on it. */
export async function loadRoute(ask: Ask): Promise<RouteDetail> {
  const { route, range } = ask;
  const [summary, heatmap, ...series] = await Promise.all([
    loadSummary(ask),
    loadHeatmap(ask),
    ...charts.map(({ metric }) => loadSeries({ ...ask, metric })),
  ]);
  const drawn: PageCharts = charts.map(({ title, metric }, index) => ({
    title,
    panel: { dashboard: "red", panel: metric, variables: routeVariables(route) },
    series: series[index] ?? { state: "loading" },
  }));
  return {
    route,
    range,
    generatedAtMs: Date.now(),
    scrapeIntervalMs: env().OBS_SCRAPE_INTERVAL_SECONDS * 1000,
    summary,
    charts: drawn,
    heatmap,
  };
}

async function loadSummary({ route, range, fresh }: Ask): Promise<Measured<RouteSummary>> {
  const intervalSeconds = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const thresholds = await loadThresholds();
  const limits = thresholdsForRoute(thresholds, route);
  const seconds = secondsOf(range);
  const selector = routeSelector(route);
  return measure(async () => {
    const targets = await loadTargets(seconds, { intervalSeconds, fresh });
    const [statuses, quantiles, own, all, first, shares, bounds] = await Promise.all([
      queryInstant(requestsByStatus(seconds, selector, targets), { fresh }),
      queryInstant(latencyQuantiles(seconds, selector), { fresh }),
      queryInstant(secondsSpent(seconds, selector, targets), { fresh }),
      queryInstant(secondsSpent(seconds, "", targets), { fresh }),
      queryInstant(firstScrape([seconds]), { fresh }),
      queryInstant(slowShareOf(selector, seconds, limits.slowP95Ms, targets), { fresh }),
      queryInstant(highestBound(selector), { fresh }),
    ]);
    const counted = statuses.filter(({ value }) => value > 0);
    const requests = counted.reduce((sum, { value }) => sum + value, 0);
    if (requests === 0) return null;
    const errors = counted
      .filter(({ labels }) => isServerError(labels.status))
      .reduce((sum, { value }) => sum + value, 0);
    const enough = requests >= percentileMinRequests;
    const quantile = (q: string) => (enough ? (quantiles.find(({ labels }) => labels.q === q)?.value ?? null) : null);
    const p95Ms = quantile("0.95");
    const [spent, total] = [own[0]?.value, all[0]?.value];
    const meanMs = spent === undefined ? null : (spent / requests) * 1000;
    const [bound, share] = [bounds[0]?.value, shares[0]?.value];
    const highestBoundMs = bound === undefined ? null : bound * 1000;
    const slow = share === undefined || (highestBoundMs ?? 0) < limits.slowP95Ms ? null : share * requests;
    const value: RouteSummary = {
      ...judgeRoute({ requests, errors, slow, p95Ms, meanMs, highestBoundMs }, limits),
      requests,
      perSecond: requests / coveredSecondsOf(first, seconds, { nowMs: Date.now(), intervalSeconds }),
      errors,
      p50Ms: quantile("0.5"),
      p95Ms,
      p99Ms: quantile("0.99"),
      meanMs,
      impactShare: spent === undefined || !total ? null : spent / total,
      statuses: counted
        .map(({ labels, value: count }) => ({ status: labels.status ?? "?", requests: count }))
        .toSorted((a, b) => b.requests - a.requests),
    };
    return { value, sampledAtMs: Date.now() };
  });
}

function loadHeatmap({ route, range, fresh }: Ask): Promise<Measured<Heatmap>> {
  const interval = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const seconds = secondsOf(range);
  const stepSeconds = Math.max(1, Math.ceil(seconds / heatmapColumns / interval)) * interval;
  const promql = requestsByBucket(stepSeconds, routeSelector(route));
  return measure(async () => {
    const endMs = slotStartMs(Date.now(), interval * 1000);
    // Each column counts what came before its end: the last one ends ahead of now, or the newest requests would be cut
    // off.
    const stepMs = stepSeconds * 1000;
    const lastMs = Math.ceil(endMs / stepMs) * stepMs;
    const grid = { startMs: lastMs - seconds * 1000 + stepMs, endMs: lastMs, stepSeconds, fresh };
    const heatmap = buildHeatmap(await queryRange(promql, grid), stepSeconds, promql);
    const newest = heatmap.counts.findLastIndex((column) => column !== null);
    const sampledAtMs = heatmap.timesMs[newest];
    return sampledAtMs === undefined ? null : { value: heatmap, sampledAtMs };
  });
}
