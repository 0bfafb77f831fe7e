import "server-only";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { loadSamples } from "@/lib/resources/load-samples";
import { type Dwell, type DwellRule, evaluateDwell, type MinuteSample } from "./evaluate-dwell";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Samples are read from this long before the last evaluation: a dwell of 12 h with gaps fits in. */
const lookBackMs = 24 * hourMs;
/** Without a sample for this long the present state is unknown. */
const memoryStaleMs = 5 * minuteMs;

export const memoryFigure = { subject: "host", figure: "memAvailableBytes" } as const;

export function memoryRule(thresholds: TriggerThresholds): DwellRule {
  return {
    fireBelow: thresholds.memoryFireBytes,
    clearAbove: thresholds.memoryClearBytes,
    dwellMs: thresholds.memoryDwellMinutes * minuteMs,
  };
}

/** Minutes of available memory (their averages) in a range, oldest first. */
export async function loadMemoryMinutes(fromMs: number, toMs: number): Promise<MinuteSample[]> {
  const points = await loadSamples({ ...memoryFigure, fromMs, toMs });
  return points.map(({ atMs, average }) => ({ atMs, value: average }));
}

export type MemoryJudgement = Dwell & { isStale: boolean };

/**
 * Evaluates the memory trigger on the stored samples, from its state at `evaluatedUntilMs` to now. Samples from the
 * future (the clock was set back) do not count.
 */
export async function judgeMemory(
  thresholds: TriggerThresholds,
  start: { firing: boolean; evaluatedUntilMs: number },
  nowMs: number,
): Promise<MemoryJudgement> {
  const evaluatedUntilMs = Math.min(start.evaluatedUntilMs, nowMs);
  const samples = await loadMemoryMinutes(evaluatedUntilMs - lookBackMs, nowMs);
  const dwell = evaluateDwell(samples, memoryRule(thresholds), { firing: start.firing, evaluatedUntilMs });
  return { ...dwell, isStale: dwell.newest === null || nowMs - dwell.newest.atMs > memoryStaleMs };
}
