import "server-only";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { loadKernelLogCoverage } from "@/lib/resources/load-kernel-log-coverage";
import { loadOomKills } from "@/lib/resources/load-oom-kills";
import { loadSamples } from "@/lib/resources/load-samples";
import type { OomKill } from "@/lib/resources/types";
import { countIncrease, judgeClickhouse } from "./judge-clickhouse";
import { loadAcknowledgedKillIds } from "./load-firings";

const dayMs = 24 * 3600_000;

/** The facts about the ClickHouse trigger and its present state. Throws as Prisma does. */
export async function loadClickhouse({ clickhouseWindowDays: windowDays }: TriggerThresholds, nowMs: number) {
  const range = { fromMs: nowMs - windowDays * dayMs, toMs: nowMs };
  const [kills, acknowledgedIds, coverage, counter] = await Promise.all([
    loadOomKills({ ...range, victim: "clickhouse" }),
    loadAcknowledgedKillIds(range.fromMs),
    loadKernelLogCoverage(),
    loadSamples({ subject: "host", figure: "oomKills", ...range, resolution: "hour" }),
  ]);
  const countedKills = countIncrease(counter);
  const judgement = judgeClickhouse({ kills, acknowledgedIds, coverage, countedKills, windowDays, nowMs });
  return { kills, acknowledgedIds, coverage, windowDays, judgement };
}

export type ClickhouseReading = Awaited<ReturnType<typeof loadClickhouse>>;

/** A kill as it is kept in evidence. */
export function toEvidence({ id, atMs, comm, pid, anonRssBytes, containerName, constraint, lines }: OomKill) {
  return { id, atMs, comm, pid, anonRssBytes, containerName, constraint, lines };
}
