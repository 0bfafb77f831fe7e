import "server-only";
import { triggerThresholdsSchema } from "@/lib/plan/trigger-thresholds";
import { evaluateDwell } from "./evaluate-dwell";
import { loadMemoryMinutes, memoryRule } from "./judge-memory";

const dayMs = 24 * 3600_000;
const previewDays = 30;

export type ThresholdPreview = {
  /** Times at which it would have fired and cleared; `endMs` is null when it would still fire. */
  episodes: { startMs: number; endMs: number | null }[];
  /** How much of the 30 days has samples: a minute that was not sampled cannot have fired. */
  sampledMinutes: number;
  fromMs: number;
};

/**
 * When the memory trigger would have fired in the last 30 days with these thresholds. Changes nothing. Throws a zod
 * error that names each wrong field.
 */
export async function previewThresholds(input: unknown, nowMs = Date.now()): Promise<ThresholdPreview> {
  const rule = memoryRule(triggerThresholdsSchema.parse(input));
  const fromMs = nowMs - previewDays * dayMs;
  const samples = await loadMemoryMinutes(fromMs, nowMs);
  const { transitions } = evaluateDwell(samples, rule, { firing: false, evaluatedUntilMs: fromMs - 1 });
  const episodes: ThresholdPreview["episodes"] = [];
  for (const { kind, atMs } of transitions) {
    const last = episodes.at(-1);
    if (kind === "fired") episodes.push({ startMs: atMs, endMs: null });
    else if (last) last.endMs = atMs;
  }
  return { episodes, sampledMinutes: samples.length, fromMs };
}
