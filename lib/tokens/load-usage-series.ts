import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { loadProvenMinutes } from "@/lib/gate/feed-state";
import { loadTokenUsage } from "@/lib/gate/load-usage";
import type { UsageMinute } from "@/lib/gate/usage-types";
import type { Scope } from "@/lib/plan/scopes";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { requireToken } from "./change-tokens";
import { words } from "./token-view";
import { tellsDeploys } from "./types";

/** Round steps; a chart has at most about 100 points. */
const stepMinutes: Record<RangeKey, number> = { "15m": 1, "1h": 1, "6h": 5, "24h": 15, "7d": 120 };

type UsageLine = {
  scope: Scope;
  address: string;
  agent: string;
  requests: (number | null)[];
  bytes: (number | null)[];
};

/**
 * Requests and bytes per step and source; null where the gate's log was not proven and showed nothing, which is
 * unknown.
 */
export type UsageSeries = { range: RangeKey; stepMs: number; timesMs: number[]; lines: UsageLine[]; askedAtMs: number };

const keyOf = ({ scope, address, agent }: UsageMinute) => JSON.stringify([scope, address, agent]);

/** What a token sent over a range, one line per scope and source. Throws `RefusedError` ("no-such-token"). */
export async function loadUsageSeries(
  _actor: Actor,
  { publicId, range }: { publicId: string; range: RangeKey },
  nowMs = Date.now(),
): Promise<UsageSeries> {
  const { scopes } = await requireToken(publicId);
  const stepMs = stepMinutes[range] * 60_000;
  const endMs = Math.floor(nowMs / stepMs) * stepMs;
  const count = Math.ceil((secondsOf(range) * 1000) / stepMs);
  const timesMs = Array.from({ length: count + 1 }, (_, index) => endMs - (count - index) * stepMs);
  const fromMs = timesMs[0] ?? endMs;
  const [minutes, proven] = await Promise.all([
    loadTokenUsage({ publicId, fromMs, toMs: nowMs }),
    loadProvenMinutes({ fromMs, toMs: nowMs }),
  ]);
  const known = new Set([...proven, ...minutes.map((minute) => minute.minuteMs)].map(stepOf));
  const isKnown = (step: number) => known.has(step) || tellsDeploys(words(scopes));
  const blank = () => timesMs.map((_, step) => (isKnown(step) ? 0 : null));
  const lines = new Map<string, UsageLine>();
  for (const minute of minutes) {
    const { scope, address, agent } = minute;
    const line = lines.get(keyOf(minute)) ?? { scope, address, agent, requests: blank(), bytes: blank() };
    const step = stepOf(minute.minuteMs);
    line.requests[step] = (line.requests[step] ?? 0) + minute.requests;
    line.bytes[step] = (line.bytes[step] ?? 0) + minute.bytes;
    lines.set(keyOf(minute), line);
  }
  return { range, stepMs, timesMs, lines: [...lines.values()], askedAtMs: nowMs };

  function stepOf(atMs: number): number {
    return Math.floor((atMs - fromMs) / stepMs);
  }
}
