import "server-only";
import { readyValue } from "@/lib/measured";
import { shortSecondsOf } from "@/lib/ranges/ranges";
import type { RouteRed } from "@/lib/red/types";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { loadCounted } from "./load-counted";
import { loadGateLog } from "./load-gate-facts";
import { loadOtherJobs } from "./load-other-jobs";
import { loadPaths } from "./load-paths";
import { loadScrapes } from "./load-scrapes";
import { loadStores } from "./load-stores";
import { intervalMsOf } from "./measured-interval";
import { ownProbes } from "./probe-api";
import type { Facts } from "./types";
import { patienceDefaultMs, type Waits, waitsOf } from "./waits";

export type GatherOptions = {
  fresh?: boolean;
  /** How long a reader waits for a program. What comes later is there for the next one. */
  patienceMs?: number;
  /** Rows of a longer range, whose comparison says what each route's p95 was earlier. */
  table?: Promise<readonly RouteRed[]>;
};

/** Everything known now. Each question is asked once a slot, however many read; a program that hangs holds up nobody. */
export async function gatherFacts(options: GatherOptions = {}): Promise<Facts> {
  const { fresh, patienceMs = patienceDefaultMs } = options;
  const settings = env();
  const setMs = settings.OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const windowMs = settings.OBS_VERDICT_WINDOW_SECONDS * 1000;
  const askedAtMs = Date.now();
  const waits = waitsOf(patienceMs, setMs);
  const thresholds = await loadThresholds();
  const [stores, { probe, ...paths }, figures] = await Promise.all([
    loadStores(waits, fresh),
    loadPaths(waits, { askedAtMs, windowMs, fresh }),
    loadFigures(waits, { ...options, thresholds, setMs }),
  ]);
  const nowMs = Date.now();
  const intervalSeconds = intervalMsOf(figures.scrapes, setMs) / 1000;
  const shortMs = shortSecondsOf(windowMs / 1000, intervalSeconds) * 1000;
  return {
    nowMs,
    startedAtMs: processState("diagnosis.started", () => askedAtMs),
    set: {
      scrapeIntervalMs: setMs,
      samplingRatio: settings.OBS_TRACE_SAMPLING_RATIO,
      hasGate: settings.INGEST_PUBLIC_URL !== undefined,
    },
    ...{ windowMs, shortMs, thresholds, ...stores, ...paths, ...figures },
    gateLog: await loadGateLog({ nowMs, windowMs, shortMs }),
    probe: settings.API_HEALTH_URL ? probe : null,
    ownProbes: ownProbes(windowMs, nowMs),
  };
}

type Asked = Pick<GatherOptions, "fresh" | "table"> & { thresholds: Facts["thresholds"]; setMs: number };

/** What the stored samples tell: who was scraped, and what was counted. */
async function loadFigures(
  { stored }: Waits,
  { fresh, table, thresholds, setMs }: Asked,
): Promise<Pick<Facts, "scrapes" | "requests" | "lanes" | "pods" | "otherJobs">> {
  const scraped = loadScrapes(setMs, fresh);
  const counted = scraped.then((found) => loadCounted(found, { fresh, thresholds, table }));
  const [scrapes, requests, lanes, pods, otherJobs] = await Promise.all([
    stored("scrapes", scraped),
    stored(
      "requests",
      counted.then((found) => found.requests),
    ),
    stored(
      "lanes",
      counted.then((found) => found.lanes),
    ),
    stored(
      "pods",
      counted.then((found) => found.pods),
    ),
    stored(
      "other jobs",
      scraped.then((found) => loadOtherJobs(found, fresh)),
    ),
  ]);
  return { scrapes, requests, lanes, pods, otherJobs: readyValue(otherJobs) ?? [] };
}
