import { fitLine } from "@/lib/stats/fit-line";
import type { Projection } from "./types";

const dayMs = 24 * 3600_000;
/** Below this share of explained variance a straight line does not describe the data. */
const minimumFit = 0.5;
const minimumPoints = 48;
const horizonMs = 365 * dayMs;

/** When hourly values, fitted by a straight line, fall to `threshold`. No date without two days of data and a trend. */
export function projectTrend(
  points: readonly { atMs: number; value: number }[],
  threshold: number,
  nowMs: number,
): Projection {
  if (points.length < minimumPoints) return { atMs: null, text: "Too little history for a trend: it takes 48 hours." };
  const { slope, fit, at } = fitLine(points);
  if (fit < minimumFit) return { atMs: null, text: "No trend in the last 7 days." };
  if (slope >= 0) return { atMs: null, text: "It has been rising over the last 7 days." };
  const atMs = nowMs + Math.max(0, (threshold - at(nowMs)) / slope);
  if (atMs - nowMs > horizonMs) return { atMs: null, text: "At the pace of the last 7 days, not within a year." };
  return { atMs, text: "At the pace of the last 7 days." };
}
