import "server-only";
import { formatGibibytes } from "@/lib/format/bytes";
import { loadSamples } from "@/lib/resources/load-samples";
import { loadTriggerThresholds } from "@/lib/settings/load-trigger-thresholds";
import { loadEvaluatedUntilMs } from "./evaluation-state";
import { judgeMemory, type MemoryJudgement, memoryFigure, memoryRule } from "./judge-memory";
import { type ClickhouseReading, loadClickhouse } from "./load-clickhouse";
import { loadFirings, loadOpenFirings } from "./load-firings";
import { projectTrend } from "./project-trend";
import { summarize } from "./summarize";
import type { ClickhouseGauge, Firing, MemoryGauge, TriggerStatus, TriggersReport } from "./types";

const weekMs = 7 * 24 * 3600_000;

function memoryStatus(
  { newest, isStale, below }: MemoryJudgement,
  firing: Firing | undefined,
  gauge: MemoryGauge,
): TriggerStatus {
  const sampledAtMs = newest?.atMs ?? null;
  if (firing) return { state: "move", text: firing.reason, sampledAtMs };
  if (!newest) return { state: "unknown", text: "There is no sample of the host's available memory yet.", sampledAtMs };
  if (isStale)
    return { state: "unknown", text: "Available memory: its newest sample is more than 5 minutes old.", sampledAtMs };
  const text = below
    ? `Available memory is below ${formatGibibytes(gauge.fireBelowBytes)}, but not for long enough yet.`
    : `${formatGibibytes(newest.value)} are available, ${formatGibibytes(newest.value - gauge.fireBelowBytes)} above the threshold.`;
  return { state: "stay", text, sampledAtMs };
}

async function loadMemory(nowMs: number, firing: Firing | undefined) {
  const thresholds = await loadTriggerThresholds();
  const rule = memoryRule(thresholds);
  const start = { firing: firing !== undefined, evaluatedUntilMs: await loadEvaluatedUntilMs("memory", nowMs) };
  const [judgement, hours] = await Promise.all([
    judgeMemory(thresholds, start, nowMs),
    loadSamples({ ...memoryFigure, fromMs: nowMs - weekMs, toMs: nowMs, resolution: "hour" }),
  ]);
  const { newest, below, above } = judgement;
  const lowest = hours.reduce<(typeof hours)[number] | null>((a, b) => (a && a.min <= b.min ? a : b), null);
  const averages = hours.map(({ atMs, average }) => ({ atMs, value: average }));
  const gauge: MemoryGauge = {
    now: newest && { bytes: newest.value, atMs: newest.atMs },
    minimum7d: lowest && { bytes: lowest.min, atMs: lowest.atMs },
    fireBelowBytes: rule.fireBelow,
    clearAboveBytes: rule.clearAbove,
    dwellMs: rule.dwellMs,
    dwellSoFarMs: Math.min(rule.dwellMs, (firing ? above : below)?.coveredMs ?? 0),
    projection: projectTrend(averages, rule.fireBelow, nowMs),
  };
  return { ...memoryStatus(judgement, firing, gauge), gauge };
}

function clickhouseGauge({ kills, acknowledgedIds, coverage, windowDays }: ClickhouseReading): ClickhouseGauge {
  return {
    windowDays,
    kills: kills.length,
    acknowledgedKills: kills.filter(({ id }) => acknowledgedIds.has(id)).length,
    lastKillAtMs: kills[0]?.atMs ?? null,
    coveredSinceMs: coverage.coveredSinceMs,
    reliesOn: coverage.text,
    cannotTell: coverage.cannotTell,
  };
}

/** The state of the three triggers, earlier firings, and the verdict in one sentence. Throws as Prisma does. */
export async function loadTriggers(nowMs = Date.now()): Promise<TriggersReport> {
  const [open, history, thresholds] = await Promise.all([loadOpenFirings(), loadFirings(), loadTriggerThresholds()]);
  const firingOf = (name: Firing["trigger"]) => open.find(({ trigger }) => trigger === name);
  const [memory, reading] = await Promise.all([
    loadMemory(nowMs, firingOf("memory")),
    loadClickhouse(thresholds, nowMs),
  ]);
  const killed = firingOf("clickhouse");
  const { state, text } = killed ? { state: "move" as const, text: killed.reason } : reading.judgement;
  const clickhouse = { state, text, sampledAtMs: reading.coverage.lastReadMs, gauge: clickhouseGauge(reading) };
  const wanted = firingOf("failure-domain");
  const failureDomain: TriggerStatus = wanted
    ? { state: "move", text: wanted.reason, sampledAtMs: null }
    : { state: "stay", text: "Nobody has asked for a separate failure domain.", sampledAtMs: null };
  const verdict = summarize({ memory, clickhouse, failureDomain }, open);
  return { generatedAtMs: nowMs, verdict, memory, clickhouse, failureDomain, open, history };
}
