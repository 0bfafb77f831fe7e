import type { UsualFigure } from "./types";

/** How a figure stands to its usual one; `times` is how many medians it is. */
export type Standing = { kind: "usual" | "above" | "far-above"; times: number };

/** Below twice the median, or within what one window in ten reaches, a figure is nothing out of the usual. */
const aboveTimes = 2;
const farTimes = 3;
/** A few milliseconds more are nothing to look at, however small the usual ones are. */
const msMin = 20;

/**
 * How a time in milliseconds stands to what is usual. `far-above` is worth a flag, even under its limit. Of many calls
 * (`count`) that took so long each, it is what they lost together that can be felt.
 */
export function standingOfMs(nowMs: number, { median, p90 }: Pick<UsualFigure, "median" | "p90">, count = 1): Standing {
  const times = median > 0 ? nowMs / median : 1;
  if (nowMs <= p90 || times < aboveTimes) return { kind: "usual", times };
  const isFar = times >= farTimes && nowMs >= p90 * aboveTimes && (nowMs - median) * count >= msMin;
  return { kind: isFar ? "far-above" : "above", times };
}
