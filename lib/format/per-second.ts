import { shortNumber } from "./quantity";

/**
 * "4.8", "0.31", "0.004": requests per second for a column whose header carries the unit; one or two significant digits
 * below 10.
 */
export function formatPerSecond(perSecond: number): string {
  if (perSecond === 0) return "0";
  return perSecond < 0.001 ? "< 0.001" : shortNumber(perSecond);
}
