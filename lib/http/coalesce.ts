import "server-only";
import { env } from "@/lib/env";
import { consoleMetrics } from "@/lib/http/metrics";
import { slotStartMs } from "@/lib/http/slot";
import { processState } from "@/lib/process-state";
import { countCoalesced } from "./metrics";

type Entry = { slotMs: number; askedAtMs: number; answer: Promise<unknown> };

const maxEntries = 2000;
/** A manual refresh may skip the slot, at most this often per question. */
const freshEveryMs = 2000;

/**
 * Asks `load` once per time slot (the scrape interval) for all viewers: concurrent callers share the question in
 * flight, later ones its answer, failure included, until the next slot. `fresh` skips the slot, but an answer younger
 * than 2 s serves all the same.
 */
export function coalesce<T>(key: string, load: () => Promise<T>, options: { fresh?: boolean } = {}): Promise<T> {
  const entries = processState("coalesce", () => new Map<string, Entry>());
  const nowMs = Date.now();
  const slotMs = slotStartMs(nowMs, env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  const known = entries.get(key);
  const ageMs = known ? nowMs - known.askedAtMs : Number.POSITIVE_INFINITY;
  if (known && known.slotMs === slotMs && (!options.fresh || ageMs < freshEveryMs)) {
    consoleMetrics().coalesced.inc({ outcome: "shared" });
    return known.answer as Promise<T>;
  }
  if (entries.size >= maxEntries) dropOld(entries, slotMs);
  consoleMetrics().coalesced.inc({ outcome: "asked" });
  const answer = load();
  // Someone awaits it below; this only keeps a failure nobody waits for any more from ending the process.
  answer.catch(() => {});
  entries.delete(key);
  entries.set(key, { slotMs, askedAtMs: nowMs, answer });
  sweep(entries, slotMs);
  return answer;
}

/** Answers of earlier slots are never served again; the oldest entries come first in the map. */
function sweep(entries: Map<string, Entry>, slotMs: number): void {
  for (const [key, entry] of entries) {
    if (entry.slotMs === slotMs) return;
    entries.delete(key);
  }
}

function dropOld(entries: Map<string, Entry>, slotMs: number): void {
  sweep(entries, slotMs);
  for (const key of entries.keys()) {
    if (entries.size < maxEntries) return;
    entries.delete(key);
  }
}
