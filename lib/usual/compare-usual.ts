import type { UsualFigure } from "./types";

/** How a figure compares with its usual value; `times` is how many medians it is. */
export type Standing = { kind: "usual" | "above" | "far-above"; times: number };

/** Below twice the median, or at most the p90 of the windows, a figure is nothing unusual. */
const aboveTimes = 2;
const farTimes = 3;
/** A few milliseconds more are not worth a look, however small the usual value is. */
const msMin = 20;

/**
 * How a time in milliseconds compares with what is usual. `far-above` is worth a flag, even under its limit. Of many
 * calls (`count`) that took this long each, the time lost together counts.
 */
export function standingOfMs(nowMs: number, { median, p90 }: Pick<UsualFigure, "median" | "p90">, count = 1): Standing {
  const times = median > 0 ? nowMs / median : 1;
  if (nowMs <= p90 || times < aboveTimes) return { kind: "usual", times };
  const isFar = times >= farTimes && nowMs >= p90 * aboveTimes && (nowMs - median) * count >= msMin;
  return { kind: isFar ? "far-above" : "above", times };
}
