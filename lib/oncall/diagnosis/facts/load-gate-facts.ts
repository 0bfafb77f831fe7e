import "server-only";
import { canaryAgent } from "@/lib/gate/canary";
import { feedState } from "@/lib/gate/feed-state";
import { type RecentSender, recentPushes } from "@/lib/gate/recent-pushes";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { measure } from "@/lib/upstream/measure";
import type { GateAnswer, GateLogFacts, PushSender } from "./types";

const timeoutMs = 3000;

/** The gate asked as an outsider; empty where no public address of it is set. 401 is its right answer. */
export function askGate(options: { fresh?: boolean } = {}): Promise<Measured<GateAnswer>> {
  const base = env().INGEST_PUBLIC_URL;
  return measure(async () => {
    if (!base) return null;
    return coalesce(
      "gate answer",
      async () => {
        const startedMs = performance.now();
        const headers = { "user-agent": canaryAgent() };
        const url = `${base}/api/v1/write`;
        const { status } = await fetchUpstream({ source: "gate", url, timeoutMs, headers, maxBodyBytes: 64 * 1024 });
        return { value: { status, latencyMs: performance.now() - startedMs }, sampledAtMs: Date.now() };
      },
      options,
    );
  });
}

type Windows = { nowMs: number; windowMs: number; shortMs: number };

/** Who pushed what through the gate lately and what became of it, by the gate's log. */
export async function loadGateLog(windows: Windows): Promise<Measured<GateLogFacts>> {
  const feed = await feedState(windows.nowMs);
  const senders = recentPushes()
    .list(windows.nowMs)
    .map((sender) => summarize(sender, windows));
  const { newestLineAtMs } = recentPushes();
  const value = { provenAtMs: feed.provenAtMs, isProven: feed.state === "proven", newestLineAtMs, senders };
  return { state: "ready", value, sampledAtMs: newestLineAtMs ?? feed.provenAtMs ?? windows.nowMs };
}

/** A sender's pushes by outcome over both windows, with since when the newest outcome is the only one. */
export function summarize(
  { scope, token, address, agent, events }: RecentSender,
  { nowMs, windowMs, shortMs }: Windows,
): PushSender {
  const over = (lengthMs: number) => {
    const counts: Record<string, number> = {};
    for (const { atMs, outcome } of events) {
      if (atMs > nowMs - lengthMs) counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  };
  const last = events.at(-1) ?? { atMs: 0, outcome: "ok" };
  const changedAt = events.findLastIndex(({ outcome }) => outcome !== last.outcome);
  const since = events[changedAt + 1] ?? last;
  return {
    ...{ scope, token, address, agent, long: over(windowMs), short: over(shortMs) },
    newest: { outcome: last.outcome, sinceMs: since.atMs, atMs: last.atMs },
    okAtMs: events.findLast(({ outcome }) => outcome === "ok")?.atMs ?? null,
  };
}
