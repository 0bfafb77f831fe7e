import { formatAge, formatDuration } from "@/lib/format/quantity";
import { standingOfMs } from "./compare-usual";
import type { UsualBasis, UsualFigure } from "./types";

/** "this hour of the last 7 days", "the last 6 hours", "the last 20 min": what a usual figure is taken from. */
export function basisText({ kind, windows, windowSeconds }: UsualBasis): string {
  if (kind === "same-hour") return `this hour of the last ${windows} days`;
  if (kind === "hours") return `the last ${windows} hours`;
  return `the last ${formatAge(windows * windowSeconds * 1000)}`;
}

/** "41 times", "2.5 times". */
export function timesText(times: number): string {
  return `${times < 9.95 ? Number(times.toFixed(1)) : Math.round(times).toLocaleString("en-US")} times`;
}

/** "usually 22 ms", or "41 times its usual 22 ms" where it is far from that. */
export function usualMsText(nowMs: number | null, usual: UsualFigure): string {
  const median = formatDuration(usual.median);
  if (nowMs === null) return `usually ${median}`;
  const { kind, times } = standingOfMs(nowMs, usual);
  return kind === "usual" ? `usually ${median}` : `${timesText(times)} its usual ${median}`;
}

/** All of it, for a tooltip: the median, what one window in ten exceeds, and the basis. */
export function usualTitle(usual: UsualFigure, basis: UsualBasis, format: (value: number) => string): string {
  return `Usually ${format(usual.median)}, at most ${format(usual.p90)} in 9 of 10: median and p90 of ${basisText(basis)}`;
}
