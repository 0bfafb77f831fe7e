import type { Proportion } from "./two-proportions";
import { wilsonInterval } from "./wilson";

/** A share over a long window and over a short one that ends with it. */
export type TwoWindows = { long: Proportion; short: Proportion };
export type ShareLimits = { warn: number; bad: number };
export type JudgedShare = {
  severity: "bad" | "warn" | null;
  phase: "present" | "recovering";
  /** The share is above the limit, but on so few hits that it may be chance: worth a count, not a colour. */
  isChance: boolean;
};

/** Fewer hits than this are chance, whatever their share: 3 of 4 tries after a restart say little. */
export const minHits = 4;
/**
 * z, in standard errors. Every share is judged every few seconds, for dozens of routes: at 95 %, chance alone would
 * turn one of them red every few hours. Three standard errors leave about one false alarm in fifty hours of the demo's
 * worst route.
 */
const certainAtZ = 3;

/** This many tries without a hit in the short window count as recovery, even where its interval is still wide. */
const wellTries = 10;

const shareOf = ({ hits, of }: Proportion) => (of > 0 ? hits / of : 0);

function isCertain(counted: Proportion, limit: number): boolean {
  return counted.hits >= minHits && wilsonInterval(counted, certainAtZ).lower > limit;
}

/**
 * Whether a share is above its limits by more than chance. The long window decides how bad it is; the short one says
 * whether it is still so or recovering. The short window alone decides when it is certainly above the graver limit, so
 * that an outage is seen at once.
 */
export function judgeShare({ long, short }: TwoWindows, limits: ShareLimits): JudgedShare {
  const calm = (isChance: boolean): JudgedShare => ({ severity: null, phase: "present", isChance });
  if (isCertain(short, limits.bad)) return { severity: "bad", phase: "present", isChance: false };
  const severity = isCertain(long, limits.bad) ? "bad" : isCertain(long, limits.warn) ? "warn" : null;
  if (severity === null) return calm(shareOf(long) > limits.warn);
  // Recovering only when the short window has enough tries to say so.
  const isEnough = wilsonInterval(short).upper < shareOf(long) || (short.hits === 0 && short.of >= wellTries);
  const isWell = shareOf(short) <= limits.warn && isEnough;
  return { severity, phase: isWell ? "recovering" : "present", isChance: false };
}

/** Like `judgeShare`, where there is only one window, such as a table's range. */
export const judgeOneShare = (counted: Proportion, limits: ShareLimits): JudgedShare =>
  judgeShare({ long: counted, short: { hits: 0, of: 0 } }, limits);
