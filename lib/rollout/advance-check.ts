import type { CheckMemory, CheckState, Outcome } from "./types";

type Step = { shown: CheckState; memory: CheckMemory | null; changed: boolean };

const fresh: CheckMemory = { state: "not-yet", firstMetAtMs: null, lastMetAtMs: null, lostAtMs: null };

/**
 * What a look makes of a check. Met once and missing now is regressed, dated at the last time it was met; what cannot
 * be asked is unknown and leaves the memory alone, and a quiet look leaves the check as it was.
 */
export function advanceCheck(memory: CheckMemory | null, outcome: Outcome, atMs: number): Step {
  const known = memory ?? fresh;
  if (outcome.state === "unknown") return { shown: "unknown", memory, changed: false };
  if (outcome.state === "quiet") return { shown: known.state, memory: memory ?? fresh, changed: memory === null };
  const next = nextMemory(known, outcome.state, atMs);
  return { shown: next.state, memory: next, changed: memory === null || next.state !== known.state };
}

function nextMemory(known: CheckMemory, state: "met" | "partly" | "not-yet", atMs: number): CheckMemory {
  if (state === "met") return { state, firstMetAtMs: known.firstMetAtMs ?? atMs, lastMetAtMs: atMs, lostAtMs: null };
  if (known.firstMetAtMs === null) return { ...known, state };
  return { ...known, state: "regressed", lostAtMs: known.lostAtMs ?? known.lastMetAtMs };
}
