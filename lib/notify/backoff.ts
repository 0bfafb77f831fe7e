// Our own: p-retry waits in memory; this schedule is kept in the database and survives a restart.
const stepsMs = [10, 30, 60, 120, 300, 600, 900].map((seconds) => seconds * 1000);

/** A message that could not be delivered for this long is given up: yesterday's news helps nobody. */
export const giveUpAfterMs = 24 * 3600_000;

/**
 * How long to wait after the given number of failed attempts (1 or more): 10 s growing to 15 min, plus up to a fifth at
 * random, and never less than the receiver asked for.
 */
export function backoffMs(attempts: number, retryAfterMs = 0, random: () => number = Math.random): number {
  const step = stepsMs[Math.min(attempts, stepsMs.length) - 1] ?? 10_000;
  return Math.max(retryAfterMs, Math.round(step * (1 + random() * 0.2)));
}
