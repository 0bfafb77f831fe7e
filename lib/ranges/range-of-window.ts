import { defaultRange, type RangeKey, rangeKeys, secondsOf } from "./ranges";

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 7 * 86_400 };

/** How many seconds ago a time of Grafana's was: "now-6h" or unix milliseconds; null for anything else. */
function secondsBack(from: string, nowMs: number): number | null {
  const relative = /^now-(\d{1,6})([smhdw])(?:\/[smhdw])?$/.exec(from);
  if (relative) return Number(relative[1]) * (unitSeconds[relative[2] ?? ""] ?? 0);
  return /^\d{10,15}$/.test(from) ? (nowMs - Number(from)) / 1000 : null;
}

/**
 * The shortest range that reaches back to the start of a Grafana window, or the longest when none does; the default
 * when `from` cannot be read.
 */
export function rangeReachingTo(from: string, nowMs: number): RangeKey {
  const seconds = secondsBack(from, nowMs);
  if (seconds === null) return defaultRange;
  // Some slack: time passes between the click there and this page.
  return rangeKeys.find((range) => secondsOf(range) * 1.02 >= seconds) ?? "7d";
}
