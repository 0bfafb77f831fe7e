import { formatAge, formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import type { Health, Measured } from "@/lib/measured";
import { percentileMinRequests, staleAfterIntervals } from "@/lib/plan/contract";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import { judgeErrors, judgeLatency } from "@/lib/red/judge-route";
import type { WindowFigures } from "@/lib/red/types";
import type { ScrapeFacts } from "./scrape-facts";
import type { Tile, TileName } from "./types";

type Line = { labels: Record<string, string>; points: (number | null)[] };
export type TilesInput = {
  nowMs: number;
  windowSeconds: number;
  scrapeIntervalMs: number;
  figures: Measured<WindowFigures>;
  scrape: Measured<ScrapeFacts>;
  history: readonly Line[];
  thresholds: Thresholds;
};

type Content = { health: Health; figure: string | null; note: string };

/** The four tiles: rate, error ratio, p95 and the age of the newest sample. Without a sample a tile is unknown. */
export function buildTiles(input: TilesInput): Tile[] {
  const { nowMs, scrape, history, scrapeIntervalMs } = input;
  const sampledAtMs = scrape.state === "ready" ? scrape.value.newestSampleAtMs : null;
  const stale = sampledAtMs !== null && nowMs - sampledAtMs > staleAfterIntervals * scrapeIntervalMs;
  const points = (name: string) => history.find(({ labels }) => labels.tile === name)?.points ?? [];
  const tile = (name: TileName, title: string, { health, figure, note }: Content): Tile => ({
    name,
    title,
    // A figure of old samples may be right, but nobody knows: never green.
    health: figure === null || (stale && health === "ok") ? "unknown" : health,
    figure,
    note,
    sampledAtMs,
    stale,
    sparkline: points(name),
    source: "VictoriaMetrics",
  });
  return [
    tile("rate", "Rate", rateOf(input)),
    tile("errors", "Errors", errorsOf(input)),
    tile("p95", "p95 latency", p95Of(input)),
    tile("freshness", "Newest sample", freshnessOf(input)),
  ];
}

/** Why there is no figure; null when there is one. */
function missing({ figures }: TilesInput): Content | null {
  const unknown = (note: string): Content => ({ health: "unknown", figure: null, note });
  if (figures.state === "error") return unknown(`VictoriaMetrics: ${figures.failure.message}`);
  if (figures.state === "empty") return unknown("No request metrics have arrived yet.");
  if (figures.state === "loading") return unknown("Asking VictoriaMetrics.");
  return null;
}

/** "last 5 min", or what there is of it. */
function over({ windowSeconds, figures }: TilesInput): string {
  const covered = figures.state === "ready" ? Math.min(windowSeconds, figures.value.coveredSeconds) : windowSeconds;
  return `last ${formatAge(covered * 1000)}`;
}

function rateOf(input: TilesInput): Content {
  if (input.figures.state !== "ready") return missing(input) as Content;
  const { requests, coveredSeconds } = input.figures.value;
  const note = requests === 0 ? `No request in the ${over(input)}.` : over(input);
  return { health: requests === 0 ? "warn" : "ok", figure: formatRate(requests / coveredSeconds), note };
}

function errorsOf(input: TilesInput): Content {
  if (input.figures.state !== "ready") return missing(input) as Content;
  const { requests, errors } = input.figures.value;
  if (requests === 0) return { health: "unknown", figure: null, note: "No requests, so there is no error ratio." };
  const limits = thresholdsForRoute(input.thresholds, "");
  const note = `${Math.round(errors)} of ${Math.round(requests).toLocaleString("en-US")} requests, ${over(input)}`;
  return { health: judgeErrors(requests, errors, limits), figure: formatPercent(errors / requests), note };
}

function p95Of(input: TilesInput): Content {
  if (input.figures.state !== "ready") return missing(input) as Content;
  const { requests, p95Ms } = input.figures.value;
  if (p95Ms === null) {
    const note = `Hidden: ${Math.round(requests)} requests, a percentile needs ${percentileMinRequests}.`;
    return { health: "unknown", figure: null, note };
  }
  const limits = thresholdsForRoute(input.thresholds, "");
  return { health: judgeLatency(p95Ms, limits), figure: formatDuration(p95Ms), note: `all routes, ${over(input)}` };
}

function freshnessOf({ scrape, nowMs, scrapeIntervalMs, thresholds }: TilesInput): Content {
  if (scrape.state === "error")
    return { health: "unknown", figure: null, note: `VictoriaMetrics: ${scrape.failure.message}` };
  const newestMs = scrape.state === "ready" ? scrape.value.newestSampleAtMs : null;
  if (newestMs === null) return { health: "unknown", figure: null, note: "No sample of the API in the last hour." };
  const ageMs = Math.max(0, nowMs - newestMs);
  const silent = ageMs > thresholds.metricsStaleSeconds * 1000;
  const late = ageMs > staleAfterIntervals * scrapeIntervalMs;
  const note = `scraped every ${formatAge(scrapeIntervalMs)}`;
  return { health: silent ? "bad" : late ? "warn" : "ok", figure: `${formatAge(ageMs)} old`, note };
}
