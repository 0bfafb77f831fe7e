import type { DrainForecast } from "./types";

/** A backlog that clears within this is what a queue is for; its slope is mostly noise. */
const keepsPaceSeconds = 60;

export type DrainInput = {
  backlog: number | null;
  processedPerSecond: number;
  /** Change of the backlog per second over the window (least squares); null when it has too few samples. */
  slopePerSecond: number | null;
};

/**
 * When a queue will be empty if it goes on like this: backlog / -slope, by the slope of the backlog itself, since that
 * covers what comes in as well as what is processed.
 */
export function forecastDrain({ backlog, processedPerSecond, slopePerSecond }: DrainInput): DrainForecast {
  if (backlog === null) return { kind: "unknown" };
  if (backlog <= 0) return { kind: "empty" };
  if (processedPerSecond <= 0) return { kind: "never", reason: "nothing-processed" };
  if (backlog / processedPerSecond <= keepsPaceSeconds) return { kind: "keeps-pace" };
  if (slopePerSecond === null) return { kind: "unknown" };
  // Less than one task an hour counts as no change.
  if (Math.abs(slopePerSecond) < 1 / 3600) return { kind: "never", reason: "steady" };
  if (slopePerSecond > 0) return { kind: "never", reason: "grows" };
  return { kind: "drains", etaSeconds: backlog / -slopePerSecond };
}
