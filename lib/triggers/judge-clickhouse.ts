import type { KernelLogCoverage, OomKill } from "@/lib/resources/types";
import type { TriggerState } from "./types";

const dayMs = 24 * 3600_000;
/** The kernel log counts as unread after this. */
const kernelLogStaleMs = 5 * 60_000;

export type ClickhouseFacts = {
  /** OOM kills of ClickHouse in the window. */
  kills: readonly Pick<OomKill, "id" | "atMs">[];
  acknowledgedIds: ReadonlySet<number>;
  coverage: KernelLogCoverage;
  /** By how much the kernel's counter of OOM kills grew in the window; null where it was not sampled. */
  countedKills: number | null;
  windowDays: number;
  nowMs: number;
};

export type ClickhouseJudgement = { state: TriggerState; text: string; newKillIds: number[] };

const times = (count: number) => (count === 1 ? "once" : `${count} times`);

/** What the console cannot tell, or null when it can tell that there was no kill. */
function blindness({ coverage, countedKills, nowMs }: ClickhouseFacts): string | null {
  if (coverage.source === "none") return coverage.cannotTell ?? "Whether the kernel killed anything.";
  if (coverage.lastReadMs === null || nowMs - coverage.lastReadMs > kernelLogStaleMs)
    return "Whether the kernel killed ClickHouse: its log has not been read for more than 5 minutes.";
  if (coverage.source !== "vmstat")
    return coverage.coveredSinceMs === null
      ? "Whether the kernel killed ClickHouse: its log has not been read yet."
      : null;
  if (countedKills === null) return coverage.cannotTell ?? "Whom the kernel killed.";
  return countedKills === 0 ? null : `Whom the kernel killed: it counted ${countedKills}, without saying whom.`;
}

/**
 * The state of the ClickHouse trigger: it fires on any OOM kill of ClickHouse within the window that nobody
 * acknowledged. A kill that was seen counts, whatever else cannot be known; without one, "stay" needs a source that
 * would have shown it.
 */
export function judgeClickhouse(facts: ClickhouseFacts): ClickhouseJudgement {
  const { kills, acknowledgedIds, coverage, windowDays, nowMs } = facts;
  const fresh = kills.filter(({ id, atMs }) => !acknowledgedIds.has(id) && nowMs - atMs <= windowDays * dayMs);
  if (fresh.length > 0) {
    const text = `The kernel killed ClickHouse for want of memory ${times(fresh.length)} in the last ${windowDays} days`;
    return { state: "move", text, newKillIds: fresh.map(({ id }) => id) };
  }
  const blind = blindness(facts);
  if (blind) return { state: "unknown", text: blind, newKillIds: [] };
  const isShort = coverage.coveredSinceMs === null || nowMs - coverage.coveredSinceMs < windowDays * dayMs;
  const known = kills.length > 0 ? "No OOM kill of ClickHouse but those acknowledged" : "No OOM kill of ClickHouse";
  const since = isShort ? "since it has been watched" : `in the last ${windowDays} days`;
  return { state: "stay", text: `${known} ${since}.`, newKillIds: [] };
}

/**
 * By how much a counter grew over its samples; a fall is a restart of the host, and counts from 0. Null without
 * samples.
 */
export function countIncrease(points: readonly { min: number; max: number }[]): number | null {
  const [first, ...rest] = points;
  if (!first) return null;
  let last = first.min;
  let grown = 0;
  for (const { max } of [first, ...rest]) {
    grown += max >= last ? max - last : max;
    last = max;
  }
  return grown;
}
