import type { Proportion } from "./two-proportions";
import { wilsonInterval } from "./wilson";

/** A share over a long window and over a short one that ends with it. */
export type TwoWindows = { long: Proportion; short: Proportion };
export type ShareLimits = { warn: number; bad: number };
export type JudgedShare = {
  severity: "bad" | "warn" | null;
  phase: "present" | "recovering";
  /** Above the limit by its figure, and yet so few that it can be chance: worth a count, not a colour. */
  isChance: boolean;
};

/** Fewer hits than this are chance, whatever their share: 3 of 4 tries after a restart say little. */
export const minHits = 4;
/**
 * Standard errors. Every share is judged every few seconds, for dozens of routes: at 95 % alone, chance would turn one
 * of them red every few hours. Three of them leave about one false alarm in fifty hours of the demo's worst route.
 */
const certainAtZ = 3;

/** So many tries without a hit are well, however few the long window still holds. */
const wellTries = 10;

const shareOf = ({ hits, of }: Proportion) => (of > 0 ? hits / of : 0);

function isCertain(counted: Proportion, limit: number): boolean {
  return counted.hits >= minHits && wilsonInterval(counted, certainAtZ).lower > limit;
}

/**
 * Whether a share is above its limits by more than chance. Both windows must say so, so that what is over is not told
 * as present; the short one alone when it is certain to be above the graver limit, so that an outage is seen at once.
 */
export function judgeShare({ long, short }: TwoWindows, limits: ShareLimits): JudgedShare {
  const calm = (isChance: boolean): JudgedShare => ({ severity: null, phase: "present", isChance });
  if (isCertain(short, limits.bad)) return { severity: "bad", phase: "present", isChance: false };
  const severity = isCertain(long, limits.bad) ? "bad" : isCertain(long, limits.warn) ? "warn" : null;
  if (severity === null) return calm(shareOf(long) > limits.warn);
  // Well again only where the short window had tries enough to say so.
  const isEnough = wilsonInterval(short).upper < shareOf(long) || (short.hits === 0 && short.of >= wellTries);
  const isWell = shareOf(short) <= limits.warn && isEnough;
  return { severity, phase: isWell ? "recovering" : "present", isChance: false };
}

/** As `judgeShare` where there is one window only, such as a table's range. */
export const judgeOneShare = (counted: Proportion, limits: ShareLimits): JudgedShare =>
  judgeShare({ long: counted, short: { hits: 0, of: 0 } }, limits);
