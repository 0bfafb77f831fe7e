import "server-only";
import { type Measured, mapMeasured, readyValue } from "@/lib/measured";
import { listAlerts } from "@/lib/notify/list-alerts";
import { pointWindowSeconds, type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { loadRedAnswers } from "@/lib/red/load-red-answers";
import { buildRedTable } from "@/lib/red/red-table";
import type { RouteRed } from "@/lib/red/types";
import { env } from "@/lib/runtime/env";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { inTime } from "@/lib/upstream/in-time";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { routeRates } from "@/lib/victoriametrics/promql/requests";
import { tileHistory } from "@/lib/victoriametrics/promql/tile-history";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { withDeploy } from "./deploy-clause";
import { diagnose } from "./diagnosis/diagnose";
import { gatherFacts } from "./diagnosis/facts/gather-facts";
import { memory, stampSince } from "./diagnosis/since";
import type { Diagnosis } from "./diagnosis/types";
import { type LoadedComparison, loadComparison } from "./load-comparison";
import { buildTiles } from "./tiles";
import type { OpenAlert, Overview } from "./types";
import { buildVerdict } from "./verdict";
import { viewFindings } from "./view-findings";
import { alertKeyPrefix } from "./watch/rules";
import { buildWitnesses } from "./witnesses";

const sparklinePoints = 30;

export type OverviewOptions = {
  range: RangeKey;
  fresh?: boolean;
  /** How long to wait for a program that hangs; a first paint waits less than a query may take. */
  patienceMs?: number;
};
const patienceDefaultMs = 3500;

/**
 * Everything the on-call page shows above the traces. Asks a fixed set of queries whatever the number of routes and
 * viewers; a source that fails takes down only what depends on it. Throws only when the database is broken.
 */
export async function loadOverview({
  range,
  fresh,
  patienceMs = patienceDefaultMs,
}: OverviewOptions): Promise<Overview> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const table = loadTable(range, fresh);
  const rows = table.then(({ routes }) => readyValue(routes) ?? []);
  const grid = sparklineGrid(range, interval);
  const pointSeconds = pointWindowSeconds(grid.stepSeconds, interval);
  const late = { patienceMs, keepMs: 5 * interval * 1000 };
  const stored = <T>(key: string, question: Promise<Measured<T>>) => inTime(`${key} ${range}`, question, late);
  const [facts, routes, comparison, history, { open }, thresholds] = await Promise.all([
    gatherFacts({ fresh, patienceMs, table: rows }),
    stored(
      "table",
      table.then((found) => found.routes),
    ),
    stored(
      "comparison",
      table.then((found) => found.compared),
    ),
    stored(
      "history",
      measure(async () => ({
        value: await queryRange(tileHistory(pointSeconds), { ...grid, fresh }),
        sampledAtMs: grid.endMs,
      })),
    ),
    listAlerts({ limit: 0 }),
    loadThresholds(),
  ]);
  const { nowMs } = facts;
  const alerts = open.map(toOpenAlert);
  const diagnosis = stamped(diagnose(facts), alerts, nowMs);
  const witnesses = buildWitnesses(facts, diagnosis);
  const verdict = await withDeploy(
    buildVerdict({ facts, diagnosis, witnesses }),
    diagnosis.findings,
    nowMs,
    // Gathering the facts has used most of the time.
    patienceMs / 3,
  );
  return {
    range,
    generatedAtMs: nowMs,
    scrapeIntervalMs: interval * 1000,
    verdictWindowMs: windowSeconds * 1000,
    comparison: readComparison(comparison).comparison,
    verdict,
    ...viewFindings(diagnosis),
    paths: diagnosis.paths,
    alerts,
    witnesses,
    tiles: buildTiles({ facts, diagnosis, history: readyValue(history)?.series ?? [] }),
    routes,
    lanes: facts.lanes,
    pods: facts.pods,
    thresholds,
  };
}

function stamped(diagnosis: Diagnosis, alerts: readonly OpenAlert[], nowMs: number): Diagnosis {
  const alertsMs = new Map(alerts.map(({ key, raisedAtMs }) => [key.replace(alertKeyPrefix, ""), raisedAtMs]));
  return { ...diagnosis, findings: stampSince(diagnosis.findings, memory(), nowMs, alertsMs) };
}

function toOpenAlert({ id, key, severity, title, href, raisedAtMs, acknowledged }: OpenAlert): OpenAlert {
  return { id, key, severity, title, href, raisedAtMs, acknowledged };
}

function sparklineGrid(range: RangeKey, interval: number) {
  const rangeSeconds = secondsOf(range);
  const endMs = slotStartMs(Date.now(), interval * 1000);
  const stepSeconds = Math.max(interval, Math.round(rangeSeconds / sparklinePoints / interval) * interval);
  return { startMs: endMs - rangeSeconds * 1000, endMs, stepSeconds };
}

type Table = { routes: Measured<RouteRed[]>; compared: Measured<LoadedComparison> };

/** The RED table of the range, with the earlier window that it is compared to. */
async function loadTable(range: RangeKey, fresh: boolean | undefined): Promise<Table> {
  const { OBS_SCRAPE_INTERVAL_SECONDS: interval } = env();
  const options = { fresh };
  const rangeSeconds = secondsOf(range);
  const grid = sparklineGrid(range, interval);
  const now = <T>(load: () => Promise<T>) => measure(async () => ({ value: await load(), sampledAtMs: Date.now() }));
  const thresholds = await loadThresholds();
  const [asked, sparklines, compared] = await Promise.all([
    now(() => loadRedAnswers(rangeSeconds, { thresholds, intervalSeconds: interval, fresh })),
    now(() => queryRange(routeRates(pointWindowSeconds(grid.stepSeconds, interval)), { ...grid, fresh })),
    now(() => loadComparison(rangeSeconds, options)),
  ]);
  const routes = mapMeasured(asked, (answers) =>
    buildRedTable({
      ...answers,
      sparklines: readyValue(sparklines)?.series ?? [],
      comparison: readComparison(compared).data,
    }),
  );
  return { routes: emptyWhen(routes, (rows) => rows.length === 0), compared };
}

function readComparison(compared: Measured<LoadedComparison>): LoadedComparison {
  return compared.state === "ready"
    ? compared.value
    : { comparison: { kind: "none", label: "comparison unknown" }, data: null };
}

function emptyWhen<T>(measured: Measured<T>, isEmpty: (value: T) => boolean): Measured<T> {
  if (measured.state !== "ready" || !isEmpty(measured.value)) return measured;
  return { state: "empty", askedAtMs: measured.sampledAtMs };
}
