import type { UsualBasis } from "./types";

const hour = 3600;
const day = 24 * hour;
/** Fewer windows than this say what happened, not what is usual. */
export const windowsMin = 3;

/**
 * What there is to learn the usual figures from, by how long the API has been measured: days first, then hours, then
 * windows of the verdict's length. Null when there are not even three of those before the present one.
 */
export function chooseBasis(measuredSeconds: number, verdictSeconds: number): UsualBasis | null {
  const days = Math.min(7, Math.floor(measuredSeconds / day));
  if (days >= windowsMin) return { kind: "same-hour", windows: days, windowSeconds: hour };
  const hours = Math.min(24, Math.floor(measuredSeconds / hour));
  if (hours >= windowsMin) return { kind: "hours", windows: hours, windowSeconds: hour };
  const windows = Math.min(12, Math.floor(measuredSeconds / verdictSeconds) - 1);
  return windows >= windowsMin ? { kind: "windows", windows, windowSeconds: verdictSeconds } : null;
}

/** Ends of the windows, unix ms, newest first; none of them holds the present. */
export function windowEnds({ kind, windows, windowSeconds }: UsualBasis, nowMs: number): number[] {
  // On earlier days the hour around this minute counts, not the one before it.
  const apartMs = (kind === "same-hour" ? day : windowSeconds) * 1000;
  const newestMs = kind === "same-hour" ? nowMs - apartMs + (windowSeconds * 1000) / 2 : nowMs - windowSeconds * 1000;
  return Array.from({ length: windows }, (_, index) => newestMs - index * apartMs);
}
