import {
  type ConditionName,
  conditionNames,
  type Rule,
  type Severity,
  type Sighting,
  type Sightings,
} from "./conditions";

/** Where one condition stands. `unsettled`: nothing is known yet of what an earlier process told. */
type Phase =
  | { name: "unsettled"; presentSinceMs: number | null; absentSinceMs: number | null }
  | { name: "calm"; presentSinceMs: number | null }
  | { name: "told"; severity: Severity; absentSinceMs: number | null };
export type WatchState = Record<ConditionName, Phase>;

export type Message =
  | { kind: "raise"; condition: ConditionName; severity: Severity; title: string; text: string; href: string }
  | { kind: "resolve"; condition: ConditionName; text: string };

export function initialWatch(): WatchState {
  const unsettled = (): Phase => ({ name: "unsettled", presentSinceMs: null, absentSinceMs: null });
  return Object.fromEntries(conditionNames.map((name) => [name, unsettled()])) as WatchState;
}

/**
 * One look at all conditions: the state after it, and what is to be told. A condition is told of once it was present
 * for its dwell without a break, again only when it got worse, and called over once it was absent for its dwell. What
 * is suppressed or unknown stands still.
 */
export function stepWatch(
  state: WatchState,
  sightings: Sightings,
  rules: Record<ConditionName, Rule>,
  nowMs: number,
): { state: WatchState; messages: Message[] } {
  const messages: Message[] = [];
  const next = { ...state };
  for (const name of conditionNames) {
    const rule = rules[name];
    const isConsequence = rule.suppressedBy.some(
      (cause) => sightings[cause].state === "present" || state[cause].name === "told",
    );
    const sighting: Sighting = isConsequence ? { state: "unknown" } : sightings[name];
    const { phase, message } = stepOne(name, state[name], sighting, rule, nowMs);
    next[name] = phase;
    if (message) messages.push(message);
  }
  return { state: next, messages };
}

type Step = { phase: Phase; message: Message | null };

function stepOne(condition: ConditionName, phase: Phase, sighting: Sighting, rule: Rule, nowMs: number): Step {
  if (sighting.state === "present") return present(condition, phase, sighting, rule, nowMs);
  if (sighting.state === "absent") return absent(condition, phase, sighting.text, rule, nowMs);
  // An unbroken stretch is broken by not knowing, but what was told stays told.
  if (phase.name === "told") return { phase: { ...phase, absentSinceMs: null }, message: null };
  if (phase.name === "calm") return { phase: { name: "calm", presentSinceMs: null }, message: null };
  return { phase: { name: "unsettled", presentSinceMs: null, absentSinceMs: null }, message: null };
}

function present(
  condition: ConditionName,
  phase: Phase,
  { severity, title, text, href }: Sighting & { state: "present" },
  rule: Rule,
  nowMs: number,
): Step {
  const raise: Message = { kind: "raise", condition, severity, title, text, href };
  if (phase.name === "told") {
    const isWorse = phase.severity === "warn" && severity === "bad";
    const kept = isWorse ? severity : phase.severity;
    return { phase: { name: "told", severity: kept, absentSinceMs: null }, message: isWorse ? raise : null };
  }
  const presentSinceMs = phase.presentSinceMs ?? nowMs;
  if (nowMs - presentSinceMs >= rule.raiseAfterMs) {
    return { phase: { name: "told", severity, absentSinceMs: null }, message: raise };
  }
  const waiting: Phase =
    phase.name === "calm"
      ? { name: "calm", presentSinceMs }
      : { name: "unsettled", presentSinceMs, absentSinceMs: null };
  return { phase: waiting, message: null };
}

function absent(condition: ConditionName, phase: Phase, text: string, rule: Rule, nowMs: number): Step {
  if (phase.name === "calm") return { phase: { name: "calm", presentSinceMs: null }, message: null };
  const absentSinceMs = phase.absentSinceMs ?? nowMs;
  if (nowMs - absentSinceMs < rule.clearAfterMs) {
    const waiting: Phase =
      phase.name === "told" ? { ...phase, absentSinceMs } : { name: "unsettled", presentSinceMs: null, absentSinceMs };
    return { phase: waiting, message: null };
  }
  // Of an unsettled one an earlier process may have told; resolving what is not open does nothing.
  return { phase: { name: "calm", presentSinceMs: null }, message: { kind: "resolve", condition, text } };
}
