import "server-only";
import { loadLanes } from "@/lib/dependencies/load-lanes";
import { askServices } from "@/lib/jaeger/list-services";
import { newestSpan } from "@/lib/jaeger/newest-span";
import { type Measured, mapMeasured, readyValue } from "@/lib/measured";
import { apiServiceName, missedIntervals, staleAfterIntervals } from "@/lib/plan/contract";
import { loadOutliers } from "@/lib/pods/load-outliers";
import { shortSecondsOf } from "@/lib/ranges/ranges";
import { loadTargets } from "@/lib/red/load-targets";
import { loadWindow } from "@/lib/red/load-window";
import type { RouteRed, WindowFigures } from "@/lib/red/types";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { loadSampling } from "@/lib/traces/load-sampling";
import { coalesce } from "@/lib/upstream/coalesce";
import { inTime } from "@/lib/upstream/in-time";
import { measure } from "@/lib/upstream/measure";
import { allKnown } from "@/lib/victoriametrics/promql/growth";
import { countedJobs } from "@/lib/victoriametrics/promql/scrapes";
import { vmagentFacts } from "@/lib/victoriametrics/promql/vmagent";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { askGate, loadGateLog } from "./load-gate-facts";
import { loadScrapes } from "./load-scrapes";
import { loadStoreFacts } from "./load-store-facts";
import { loadLossFacts, loadTokenFacts } from "./load-token-facts";
import { ownProbes, probeApi } from "./probe-api";
import { readVmagent } from "./read-vmagent";
import type { Answered, Facts, ScrapeFacts } from "./types";

export type GatherOptions = {
  fresh?: boolean;
  /** How long a reader waits for a program. What comes later is there for the next one. */
  patienceMs?: number;
  /** Rows of a longer range, whose comparison says what each route's p95 was earlier. */
  table?: Promise<readonly RouteRed[]>;
};
/** As long as VictoriaMetrics may take for a question; Jaeger, the gate and the API are not waited for as long. */
const patienceDefaultMs = 3500;
const othersPatienceMs = 900;

/** Everything known now. Each question is asked once a slot, however many read; a program that hangs holds up nobody. */
export async function gatherFacts(options: GatherOptions = {}): Promise<Facts> {
  const { fresh, patienceMs = patienceDefaultMs } = options;
  const settings = env();
  const setMs = settings.OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const windowMs = settings.OBS_VERDICT_WINDOW_SECONDS * 1000;
  const askedAtMs = Date.now();
  const keepMs = 5 * setMs;
  const stored = <T>(key: string, question: Promise<Measured<T>>) => inTime(key, question, { patienceMs, keepMs });
  const others = <T>(key: string, question: Promise<Measured<T>>) =>
    inTime(key, question, { patienceMs: Math.min(patienceMs, othersPatienceMs), keepMs: Math.max(keepMs, 15_000) });

  const thresholds = await loadThresholds();
  const scraped = loadScrapes(setMs, fresh);
  const counted = scraped.then((scrapes) => loadCounted(scrapes, { fresh, thresholds, table: options.table }));
  const probing = probeApi({ fresh });
  const parts = await Promise.all([
    stored(
      "metrics store",
      answered("metrics store answers", () => queryInstant("1", { fresh }), fresh),
    ),
    others("metrics store self", loadStoreFacts("victoriametrics", { fresh })),
    others("traces store", answered("traces store answers", askServices, fresh)),
    others("traces store self", loadStoreFacts("jaeger", { fresh })),
    stored("scrapes", scraped),
    stored(
      "vmagent",
      measure(async () => readVmagent(await queryInstant(vmagentFacts(windowMs / 1000), { fresh }), windowMs)),
    ),
    others("gate", askGate({ fresh })),
    loadTokenFacts(askedAtMs),
    loadLossFacts(askedAtMs),
    others("newest span", loadNewestSpan(fresh)),
    others("sampling", loadSampling(askedAtMs)),
    others(
      "probe",
      probing.then((probe) => probe ?? { state: "empty", askedAtMs }),
    ),
    stored(
      "requests",
      counted.then(({ requests }) => requests),
    ),
    stored(
      "lanes",
      counted.then(({ lanes }) => lanes),
    ),
    stored(
      "pods",
      counted.then(({ pods }) => pods),
    ),
    stored(
      "other jobs",
      scraped.then((scrapes) => loadOtherJobs(scrapes, fresh)),
    ),
  ]);
  const [metricsStore, metricsStoreSelf, tracesStore, tracesStoreSelf, scrapes, vmagent, gate, tokens, losses] = parts;
  const [, , , , , , , , , span, sampling, probe, requests, lanes, pods, otherJobs] = parts;
  const nowMs = Date.now();
  const shortMs = shortMsOf(scrapes, setMs, windowMs);
  return {
    nowMs,
    startedAtMs: processState("diagnosis.started", () => askedAtMs),
    set: {
      scrapeIntervalMs: setMs,
      samplingRatio: settings.OBS_TRACE_SAMPLING_RATIO,
      hasGate: settings.INGEST_PUBLIC_URL !== undefined,
    },
    ...{
      windowMs,
      shortMs,
      thresholds,
      metricsStore,
      metricsStoreSelf,
      tracesStore,
      tracesStoreSelf,
      scrapes,
      vmagent,
    },
    ...{ gate, gateLog: await loadGateLog({ nowMs, windowMs, shortMs }), tokens, losses, newestSpan: span, sampling },
    probe: settings.API_HEALTH_URL ? probe : null,
    ownProbes: ownProbes(windowMs, nowMs),
    ...{ requests, lanes, pods, otherJobs: readyValue(otherJobs) ?? [] },
  };
}

/** Whether a program answers at all, and how fast. */
function answered(key: string, ask: () => Promise<unknown>, fresh: boolean | undefined): Promise<Measured<Answered>> {
  return measure(() =>
    coalesce(
      key,
      async () => {
        const startedMs = performance.now();
        await ask();
        return { value: { latencyMs: performance.now() - startedMs }, sampledAtMs: Date.now() };
      },
      { fresh },
    ),
  );
}

function shortMsOf(scrapes: Measured<ScrapeFacts>, setMs: number, windowMs: number): number {
  return shortSecondsOf(windowMs / 1000, intervalMsOf(scrapes, setMs) / 1000) * 1000;
}

/** The longest interval that is measured at the API's targets; the setting where nothing is measured. */
function intervalMsOf(scrapes: Measured<ScrapeFacts>, setMs: number): number {
  const measured = scrapes.state === "ready" ? scrapes.value.api.flatMap(({ intervalMs }) => intervalMs ?? []) : [];
  return measured.length === 0 ? setMs : Math.round(Math.max(...measured) / 1000) * 1000 || setMs;
}

type Counting = Pick<GatherOptions, "fresh" | "table"> & { thresholds: Facts["thresholds"] };

/** What is counted over the windows, once it is known which targets can be counted from where. */
async function loadCounted(scrapes: Measured<ScrapeFacts>, { fresh, thresholds, table }: Counting) {
  const { OBS_SCRAPE_INTERVAL_SECONDS: setSeconds, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const intervalSeconds = intervalMsOf(scrapes, setSeconds * 1000) / 1000;
  const shortSeconds = shortSecondsOf(windowSeconds, intervalSeconds);
  const api = scrapes.state === "ready" ? scrapes.value.api : [];
  const instances = api.filter(({ isSeveral }) => isSeveral).map(({ instance }) => instance);
  const targetsOf = async (seconds: number) => {
    const startMs = Date.now() - seconds * 1000;
    const resumed = api.filter(({ gap }) => gap !== null && gap.fromMs < startMs && gap.toMs > startMs);
    const found = await measure(async () => ({
      value: await loadTargets(seconds, {
        intervalSeconds,
        excluded: instances,
        resumed: resumed.map(({ instance }) => instance),
        fresh,
      }),
      sampledAtMs: Date.now(),
    }));
    return readyValue(found) ?? allKnown;
  };
  const [long, short] = await Promise.all([targetsOf(windowSeconds), targetsOf(shortSeconds)]);
  const targets = { long, short };
  const [requests, lanes, pods] = await Promise.all([
    measure(async (): Promise<{ value: WindowFigures; sampledAtMs: number } | null> => {
      const windows = { windowSeconds, shortSeconds, intervalSeconds };
      const read = await loadWindow(windows, thresholds, targets, { fresh });
      const value = read((await table) ?? []);
      return value && { value, sampledAtMs: Date.now() };
    }),
    loadLanes(thresholds.lanes, { fresh, intervalSeconds, targets }),
    loadOutliers(thresholds, { fresh, targets: long }),
  ]);
  return { requests, lanes, pods };
}

function loadNewestSpan(fresh: boolean | undefined): Promise<Measured<{ startedAtMs: number }>> {
  return measure(async () => {
    const newest = await newestSpan(apiServiceName, { priority: "oncall", fresh });
    return newest && { value: newest, sampledAtMs: newest.startedAtMs };
  });
}

/** Other jobs under which requests are counted, asked only where no target of the API's own was scraped lately. */
async function loadOtherJobs(scrapes: Measured<ScrapeFacts>, fresh: boolean | undefined): Promise<Measured<string[]>> {
  const setMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const intervalMs = intervalMsOf(scrapes, setMs);
  const isScraped =
    scrapes.state === "ready" && scrapes.value.api.some(({ atMs }) => atMs > Date.now() - missedIntervals * intervalMs);
  if (scrapes.state === "error" || isScraped) return mapMeasured(scrapes, () => []);
  return measure(async () => {
    const found = await queryInstant(countedJobs((staleAfterIntervals * intervalMs) / 1000), { fresh });
    return { value: found.flatMap(({ labels }) => labels.job ?? []), sampledAtMs: Date.now() };
  });
}
