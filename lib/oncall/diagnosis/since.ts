import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { type Finding, findingKey } from "./types";

/** First and newest look that saw a finding; `firstMs` null: it was there when the console began to look. */
type Seen = { firstMs: number | null; newestMs: number };
export type Memory = { startedMs: number | null; seen: Map<string, Seen> };

/** A finding that is missing for a look or two is the same one when it comes back. */
const forgottenAfterMs = 60_000;
/** What is seen within this after a start was there before it. */
const settlingMs = 20_000;

/**
 * The findings with since when each is there: what its facts say, else when it was first seen. What was there at the
 * first look began at an unknown time, unless an alert that is open tells (`alertsMs`, by key).
 */
export function stampSince(
  findings: readonly Finding[],
  memory: Memory,
  nowMs: number,
  alertsMs: ReadonlyMap<string, number> = new Map(),
): Finding[] {
  memory.startedMs ??= nowMs;
  const isSettling = nowMs - memory.startedMs < settlingMs;
  for (const [key, { newestMs }] of memory.seen) if (nowMs - newestMs > forgottenAfterMs) memory.seen.delete(key);
  return findings.map((finding) => {
    const key = findingKey(finding);
    const seen = memory.seen.get(key) ?? { firstMs: isSettling ? null : nowMs, newestMs: nowMs };
    memory.seen.set(key, { ...seen, newestMs: nowMs });
    return { ...finding, sinceMs: finding.sinceMs ?? seen.firstMs ?? alertsMs.get(key) ?? null };
  });
}

export const memory = (): Memory => processState("diagnosis.since", () => ({ startedMs: null, seen: new Map() }));
