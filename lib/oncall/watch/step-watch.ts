import type { Rule } from "./rules";

export type Severity = "warn" | "bad";
/** What one look saw of a finding; `unknown` is neither: it opens nothing and closes nothing. */
export type Sighting =
  | { state: "present"; severity: Severity; title: string; text: string; href: string }
  | { state: "absent" }
  | { state: "unknown" };

/** The state of one finding; `seenMs` is when it was last seen present. */
type Phase =
  | { name: "rising"; presentSinceMs: number; seenMs: number }
  | { name: "told"; title: string; absentSinceMs: number | null; seenMs: number };
/** By the finding's key; a finding that is not in the map is calm. */
export type WatchState = ReadonlyMap<string, Phase>;

export type Message =
  | { kind: "raise"; key: string; severity: Severity; title: string; text: string; href: string }
  | { kind: "resolve"; key: string; title: string; atMs: number };

export type Look = {
  /** What is seen of each finding that is there or was. */
  sightings: ReadonlyMap<string, Sighting>;
  nowMs: number;
};

/** The state for alerts that an earlier process left open: each is over only once that has been seen. */
export const resumed = (keys: readonly string[], nowMs: number): WatchState =>
  new Map(keys.map((key) => [key, { name: "told", title: key, absentSinceMs: null, seenMs: nowMs }]));

/**
 * One look at all findings: the state after it, and the messages to send. A finding is raised once it was present for
 * its dwell without a break; while it lasts its words are renewed, and it is resolved once it was absent for its dwell,
 * dated at the last time it was seen. An unknown finding neither opens nor closes.
 */
export function stepWatch(
  state: WatchState,
  { sightings, nowMs }: Look,
  ruleOf: (key: string) => Rule,
): { state: WatchState; messages: Message[] } {
  const next = new Map<string, Phase>();
  const messages: Message[] = [];
  for (const key of new Set([...state.keys(), ...sightings.keys()])) {
    const sighting = sightings.get(key) ?? { state: "unknown" };
    const { phase, message } = stepOne(key, state.get(key) ?? null, sighting, ruleOf(key), nowMs);
    if (phase) next.set(key, phase);
    if (message) messages.push(message);
  }
  return { state: next, messages };
}

type Step = { phase: Phase | null; message: Message | null };

function stepOne(key: string, phase: Phase | null, sighting: Sighting, rule: Rule, nowMs: number): Step {
  if (sighting.state === "present") return present(key, phase, sighting, rule, nowMs);
  if (phase?.name !== "told") return { phase: null, message: null };
  // Not knowing interrupts a dwell, but an open alert stays open.
  if (sighting.state === "unknown") return { phase: { ...phase, absentSinceMs: null }, message: null };
  const absentSinceMs = phase.absentSinceMs ?? nowMs;
  if (nowMs - absentSinceMs < rule.clearAfterMs) return { phase: { ...phase, absentSinceMs }, message: null };
  return { phase: null, message: { kind: "resolve", key, title: phase.title, atMs: phase.seenMs } };
}

function present(
  key: string,
  phase: Phase | null,
  { severity, title, text, href }: Sighting & { state: "present" },
  rule: Rule,
  nowMs: number,
): Step {
  const presentSinceMs = phase?.name === "rising" ? phase.presentSinceMs : nowMs;
  const isDue = rule.raiseAfterMs !== null && nowMs - presentSinceMs >= rule.raiseAfterMs;
  if (phase?.name !== "told" && !isDue)
    return { phase: { name: "rising", presentSinceMs, seenMs: nowMs }, message: null };
  return {
    phase: { name: "told", title, absentSinceMs: null, seenMs: nowMs },
    message: { kind: "raise", key, severity, title, text, href },
  };
}
