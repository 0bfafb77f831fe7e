import "server-only";
import { env } from "@/lib/runtime/env";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";
import { slotStartMs } from "./slot";

type Entry = { promise: Promise<unknown>; startedAtMs: number; endsAtMs: number; settled: boolean };

/** A manual refresh may skip the slot, but not more often than this. */
export const freshEveryMs = 2000;
/** The most answers kept; the oldest makes room. Keys can hold what a viewer typed, so their number must be bounded. */
export const maxKeys = 500;

/** Our own: lru-cache would drop loads in flight too, and knows no slots. */
function makeRoom(entries: Map<string, Entry>, nowMs: number): void {
  for (const [key, entry] of entries) {
    // A map lists its oldest entries first.
    if (entry.settled && (entry.endsAtMs <= nowMs || entries.size >= maxKeys)) entries.delete(key);
  }
}

function isUsable(entry: Entry, nowMs: number, fresh: boolean): boolean {
  if (!entry.settled) return true;
  return nowMs < entry.endsAtMs && (!fresh || nowMs - entry.startedAtMs < freshEveryMs);
}

type Options<T> = {
  fresh?: boolean;
  /** How long an answer holds, in milliseconds, if that is longer than its slot. A failure never outlasts it. */
  lastsMs?: (value: T) => number;
};

/**
 * The result of `load`, shared by all callers with the same key: one load in flight, and its result, success or
 * failure, until the time slot (one scrape interval) in which it started ends. `fresh` skips the slot, at most every
 * 2 s. Rejects as `load` does. The key names everything the result depends on, times aligned to the slot.
 */
export function coalesce<T>(
  key: string,
  load: () => Promise<T>,
  { fresh = false, lastsMs = () => 0 }: Options<T> = {},
): Promise<T> {
  const entries = processState("http.coalesce", () => new Map<string, Entry>());
  const nowMs = Date.now();
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const present = entries.get(key);
  if (present && isUsable(present, nowMs, fresh)) {
    consoleMetrics().coalesced.inc({ outcome: "shared" });
    return present.promise as Promise<T>;
  }
  consoleMetrics().coalesced.inc({ outcome: "asked" });
  entries.delete(key);
  makeRoom(entries, nowMs);
  const promise = load();
  const entry: Entry = { promise, startedAtMs: nowMs, endsAtMs: slotStartMs(nowMs, slotMs) + slotMs, settled: false };
  entries.set(key, entry);
  const settle = () => {
    entry.settled = true;
  };
  const keep = (value: T) => {
    entry.endsAtMs = Math.max(entry.endsAtMs, nowMs + lastsMs(value));
    entry.settled = true;
  };
  promise.then(keep, settle);
  return promise;
}
