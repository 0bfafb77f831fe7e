/** One source of a token as the gate's log shows it: path, address and user agent. Times in unix milliseconds. */
export type SourceUse = { key: string; label: string; lastAtMs: number; longestGapMs: number | null };

export type RotationFacts = {
  /** When both tokens began to work. */
  startedAtMs: number;
  /** Upper bound: never past the old token's expiry. */
  endsAtMs: number;
  nowMs: number;
  /** Who used the old token in the 24 h before now, without the console's own canaries. */
  oldSources: readonly SourceUse[];
  /** Keys of the sources that have used the new one. */
  newKeys: ReadonlySet<string>;
  /** Starts of the minutes since the rotation's start in which the gate's log proved itself. */
  provenMinutesMs: ReadonlySet<number>;
};

type SourceProgress = {
  label: string;
  hasNew: boolean;
  /** Proven silence so far, and how much is needed; whole minutes. */
  silentMs: number;
  neededMs: number;
  isDone: boolean;
};

export type RotationVerdict = {
  end: "evidence" | "bound" | null;
  sources: SourceProgress[];
};

const minuteMs = 60_000;
export const silenceMsMin = 10 * minuteMs;
const gapFactor = 3;

/** Silence counts only in whole minutes after the last use in which the log proved that it would have shown a use. */
function provenSilenceMs(facts: RotationFacts, lastAtMs: number): number {
  const firstFree = Math.floor(lastAtMs / minuteMs) * minuteMs + minuteMs;
  let minutes = 0;
  for (const start of facts.provenMinutesMs) {
    if (start >= firstFree && start + minuteMs <= facts.nowMs) minutes += 1;
  }
  return minutes * minuteMs;
}

/**
 * Whether a rotation may end, and how far each source is. By evidence: every source that used the old token in the last
 * 24 h has used the new one, and the old one has been silent for the larger of 10 min and three times that source's
 * longest gap. An old token that nobody used only needs 10 min of silence since the start, once the new one is in use.
 */
export function judgeRotation(facts: RotationFacts): RotationVerdict {
  const sources = facts.oldSources.map((source) => {
    const hasNew = facts.newKeys.has(source.key);
    const neededMs = Math.max(silenceMsMin, gapFactor * (source.longestGapMs ?? 0));
    const silentMs = provenSilenceMs(facts, source.lastAtMs);
    return { label: source.label, hasNew, silentMs, neededMs, isDone: hasNew && silentMs >= neededMs };
  });
  if (facts.nowMs >= facts.endsAtMs) return { end: "bound", sources };
  const isProven =
    sources.length > 0
      ? sources.every((source) => source.isDone)
      : facts.newKeys.size > 0 && provenSilenceMs(facts, facts.startedAtMs) >= silenceMsMin;
  return { end: isProven ? "evidence" : null, sources };
}
