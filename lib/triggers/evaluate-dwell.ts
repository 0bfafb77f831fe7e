/** A figure over one minute; `atMs` is the minute's start. */
export type MinuteSample = { atMs: number; value: number };

/** Fires after `dwellMs` below `fireBelow`, clears after `dwellMs` above `clearAbove`. */
export type DwellRule = { fireBelow: number; clearAbove: number; dwellMs: number };

/** Minutes in a row on one side: since when, and how much of that time has samples. */
type Run = { sinceMs: number; coveredMs: number; lastAtMs: number };
export type Transition = { kind: "fired" | "cleared"; atMs: number; sinceMs: number };

export type Dwell = {
  firing: boolean;
  transitions: Transition[];
  /**
   * The run that leads to firing, and the one that leads to clearing; null when the newest sample is not part of one.
   */
  below: Run | null;
  above: Run | null;
  newest: MinuteSample | null;
};

const minuteMs = 60_000;

/** The samples by time, each minute once (the later one counts), without those that are not finite numbers. */
function inOrder(samples: readonly MinuteSample[]): MinuteSample[] {
  const byMinute = new Map(
    samples.filter(({ value }) => Number.isFinite(value)).map((sample) => [sample.atMs, sample]),
  );
  return [...byMinute.values()].sort((a, b) => a.atMs - b.atMs);
}

/**
 * A run grows by the one minute that its sample covers: time without samples never counts, so a gap neither fires nor
 * clears. After a gap longer than the dwell nobody can say that it was sustained, and the run starts over.
 */
function extend(run: Run | null, { atMs }: MinuteSample, dwellMs: number): Run {
  if (!run || atMs - run.lastAtMs > dwellMs) return { sinceMs: atMs, coveredMs: minuteMs, lastAtMs: atMs };
  return { ...run, coveredMs: run.coveredMs + minuteMs, lastAtMs: atMs };
}

/**
 * Runs the trigger over samples in any order, from the state that was last known. Samples up to `evaluatedUntilMs`
 * count for the dwell but cause no transition: what was judged then is not judged again by other thresholds.
 */
export function evaluateDwell(
  samples: readonly MinuteSample[],
  rule: DwellRule,
  start: { firing: boolean; evaluatedUntilMs: number },
): Dwell {
  let { firing } = start;
  let below: Run | null = null;
  let above: Run | null = null;
  let newest: MinuteSample | null = null;
  const transitions: Transition[] = [];
  for (const sample of inOrder(samples)) {
    newest = sample;
    below = sample.value < rule.fireBelow ? extend(below, sample, rule.dwellMs) : null;
    above = sample.value > rule.clearAbove ? extend(above, sample, rule.dwellMs) : null;
    const run: Run | null = firing ? above : below;
    if (sample.atMs <= start.evaluatedUntilMs || !run || run.coveredMs < rule.dwellMs) continue;
    firing = !firing;
    transitions.push({ kind: firing ? "fired" : "cleared", atMs: sample.atMs + minuteMs, sinceMs: run.sinceMs });
  }
  return { firing, transitions, below, above, newest };
}
