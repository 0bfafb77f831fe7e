import "server-only";
import { processState } from "@/lib/runtime/process-state";
import type { ConditionName, Sightings } from "./conditions";

/** What is known of when a condition began; `sinceMs` null: it was there at the first look, or began unseen. */
type Since = { state: "unknown" } | { state: "absent" } | { state: "present"; sinceMs: number | null };
export type Onsets = Partial<Record<ConditionName, Since>>;

/** Of requests and what they wait for; a path that is silent says nothing about the API. */
const ofRequests = ["api-down", "errors", "slow", "jobs", "database", "b2", "push"] as const;

/** One look later. A beginning is known only where the look before saw that there was nothing. */
export function stepOnsets(onsets: Onsets, sightings: Sightings, nowMs: number): Onsets {
  const next: Onsets = {};
  for (const name of ofRequests) {
    const before = onsets[name] ?? { state: "unknown" };
    const now = sightings[name].state;
    if (now === "absent") next[name] = { state: "absent" };
    else if (before.state === "present") next[name] = before;
    else if (now === "unknown") next[name] = { state: "unknown" };
    else next[name] = { state: "present", sinceMs: before.state === "absent" ? nowMs : null };
  }
  return next;
}

/** When the first of what is wrong now was first seen (unix ms); null when nothing is, or nobody knows. */
export function onsetOf(onsets: Onsets): number | null {
  const sinces = Object.values(onsets).flatMap((since) => (since.state === "present" ? [since.sinceMs] : []));
  const known = sinces.filter((sinceMs) => sinceMs !== null);
  return known.length > 0 && known.length === sinces.length ? Math.min(...known) : null;
}

const kept = () => processState<{ onsets: Onsets }>("watch.onsets", () => ({ onsets: {} }));

/** Remembers a look of the watch. */
export function noteLook(sightings: Sightings, nowMs: number): void {
  kept().onsets = stepOnsets(kept().onsets, sightings, nowMs);
}

/** As `onsetOf`, of this process's watch. */
export const currentOnsetMs = (): number | null => onsetOf(kept().onsets);
