import { formatAge, formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import { type Health, worstHealth } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import type { FindingCode } from "./diagnosis/codes";
import type { Facts } from "./diagnosis/facts/types";
import { coveredMsOf, freshApi, intervalMsOf, newestSampleMs, staleMsOf, targetsOf } from "./diagnosis/findings/bits";
import { hasCurrentFigures, haveFiguresEnded } from "./diagnosis/liveness";
import type { Diagnosis, Finding } from "./diagnosis/types";
import type { Tile, TileName } from "./types";
import { healthOf } from "./verdict";

type Line = { labels: Record<string, string>; points: (number | null)[] };
export type TilesInput = { facts: Facts; diagnosis: Diagnosis; history: readonly Line[] };

type Content = { health: Health; figure: string | null; note: string };

/**
 * The four tiles: rate, error ratio, p95 and the age of the newest sample. Without a current sample a tile is unknown.
 */
export function buildTiles(input: TilesInput): Tile[] {
  const { facts, history } = input;
  const times = targetsOf(facts).api.flatMap(({ sampleAtMs }) => sampleAtMs ?? []);
  const sampledAtMs = times.length > 0 ? Math.max(...times) : null;
  const stale = sampledAtMs !== null && facts.nowMs - sampledAtMs > staleMsOf(facts);
  const points = (name: string) => history.find(({ labels }) => labels.tile === name)?.points ?? [];
  const tile = (name: TileName, title: string, { health, figure, note }: Content): Tile => ({
    name,
    title,
    // An old figure may have been right, but says nothing about the present state.
    health: figure === null || (stale && name !== "freshness") ? "unknown" : health,
    figure,
    note,
    sampledAtMs,
    stale,
    sparkline: points(name),
    source: "VictoriaMetrics",
  });
  return [
    tile("rate", "Rate", missing(input) ?? rateOf(input)),
    tile("errors", "Errors", missing(input) ?? errorsOf(input)),
    tile("p95", "p95 latency", missing(input) ?? p95Of(input)),
    tile("freshness", "Newest sample", freshnessOf(input, sampledAtMs)),
  ];
}

/** Why there is no current figure; null when there is one. */
function missing({ facts, diagnosis }: TilesInput): Content | null {
  const unknown = (note: string): Content => ({ health: "unknown", figure: null, note });
  const { requests } = facts;
  if (requests.state === "error") return unknown(`VictoriaMetrics: ${requests.failure.message}`);
  if (requests.state === "loading") return unknown("VictoriaMetrics has not answered yet.");
  if (freshApi(facts).some(({ isSeveral }) => isSeveral)) return unknown("Several processes behind one target.");
  if (!hasCurrentFigures(facts) || haveFiguresEnded(diagnosis)) {
    const newestMs = newestSampleMs(facts);
    if (newestMs === null) return unknown("Waiting for the first scrape.");
    return unknown(`No current sample: the figures end ${formatAge(facts.nowMs - newestMs)} ago.`);
  }
  return requests.state === "empty" ? unknown("Scraped, but no request has been counted yet.") : null;
}

const windowFigures = ({ facts }: TilesInput) => (facts.requests.state === "ready" ? facts.requests.value : null);
const nothing: Content = { health: "unknown", figure: null, note: "" };

/** "last 5 min", or less when the data covers less. */
const over = ({ facts }: TilesInput) => `last ${formatAge(coveredMsOf(facts))}`;

/** The worst state among the findings with these codes. */
function stateOf({ diagnosis }: TilesInput, codes: readonly FindingCode[]): Health {
  const all: Finding[] = [...diagnosis.findings, ...diagnosis.folded.map(({ finding }) => finding)];
  return worstHealth(["ok", ...all.filter(({ code }) => codes.includes(code)).map(healthOf)]);
}

function rateOf(input: TilesInput): Content {
  const figures = windowFigures(input);
  if (!figures) return nothing;
  const { requests, coveredSeconds } = figures;
  const window = over(input);
  const isIdle = input.diagnosis.findings.some(({ code }) => code === "only-own-probes");
  const note = requests === 0 ? `No request in the ${window}.` : isIdle ? `health checks alone, ${window}` : window;
  return {
    health: requests === 0 ? "warn" : isIdle ? "unknown" : "ok",
    figure: formatRate(requests / coveredSeconds),
    note,
  };
}

function errorsOf(input: TilesInput): Content {
  const figures = windowFigures(input);
  if (!figures) return nothing;
  const { requests, errors, short, shortSeconds } = figures;
  if (requests === 0) return { health: "unknown", figure: null, note: "No requests, so there is no error ratio." };
  const counts = `${Math.round(errors)} of ${Math.round(requests).toLocaleString("en-US")} requests, ${over(input)}`;
  const newest =
    short.requests > 0
      ? `; last ${formatAge(shortSeconds * 1000)} ${formatPercent(short.errors / short.requests)}`
      : "";
  return {
    health: stateOf(input, ["requests-failing", "route-failing"]),
    figure: formatPercent(errors / requests),
    note: `${counts}${errors > 0 ? newest : ""}`,
  };
}

function p95Of(input: TilesInput): Content {
  const figures = windowFigures(input);
  if (!figures) return nothing;
  const { requests, p95Ms, percentileGap, highestBoundMs } = figures;
  if (p95Ms === null) {
    const note =
      percentileGap === "no-finite-bucket"
        ? "The histogram has no finite bucket: there is no percentile."
        : `Hidden: ${Math.round(requests)} requests, a percentile needs ${percentileMinRequests}.`;
    return { health: "unknown", figure: null, note };
  }
  const isBeyond = highestBoundMs !== null && p95Ms >= highestBoundMs;
  return {
    health: stateOf(input, ["requests-slow", "route-slow"]),
    figure: `${isBeyond ? "over " : ""}${formatDuration(p95Ms)}`,
    note: `all routes, ${over(input)}`,
  };
}

function freshnessOf({ facts }: TilesInput, sampledAtMs: number | null): Content {
  const { scrapes, nowMs, set } = facts;
  if (scrapes.state === "error")
    return { health: "unknown", figure: null, note: `VictoriaMetrics: ${scrapes.failure.message}` };
  if (scrapes.state === "loading")
    return { health: "unknown", figure: null, note: "VictoriaMetrics has not answered yet." };
  if (sampledAtMs === null) return { health: "unknown", figure: null, note: "No sample of the API in the last hour." };
  const ageMs = Math.max(0, nowMs - sampledAtMs);
  const isMeasured = targetsOf(facts).api.some(({ intervalMs }) => intervalMs !== null);
  const note = isMeasured
    ? `scraped every ${formatAge(intervalMsOf(facts) + 499)}`
    : `set to be scraped every ${formatAge(set.scrapeIntervalMs)}`;
  return { health: ageMs > staleMsOf(facts) ? "bad" : "ok", figure: `${formatAge(ageMs)} old`, note };
}
