import "server-only";
import { processState } from "@/lib/runtime/process-state";

type Count = { sinceMs: number; turns: number };
export type TurnLimit = { turns: number; windowMs: number };
/** The most keys remembered; the oldest make room. Outsiders can choose keys, so their number must be bounded. */
const keysMax = 10_000;

/**
 * Counts one more turn of `key` in this process and returns the seconds to wait when that is one too many within the
 * window, else 0.
 */
export function takeTurn(key: string, { turns, windowMs }: TurnLimit, nowMs = Date.now()): number {
  const counts = processState("http.turns", () => new Map<string, Count>());
  const known = counts.get(key);
  const age = known ? nowMs - known.sinceMs : windowMs;
  // After the clock was set back, the window starts over.
  const count = known && age >= 0 && age < windowMs ? known : { sinceMs: nowMs, turns: 0 };
  if (count.turns >= turns) return Math.ceil((count.sinceMs + windowMs - nowMs) / 1000);
  count.turns += 1;
  counts.delete(key);
  counts.set(key, count);
  for (const oldest of counts.keys()) {
    if (counts.size <= keysMax) break;
    counts.delete(oldest);
  }
  return 0;
}
