/**
 * "4.8", "0.31", "0.004": requests per second for a column whose header carries the unit; one or two significant digits
 * below 10.
 */
export function formatPerSecond(perSecond: number): string {
  if (perSecond === 0) return "0";
  if (perSecond < 0.001) return "< 0.001";
  if (perSecond >= 10) return Math.round(perSecond).toLocaleString("en-US");
  if (perSecond >= 1) return perSecond.toFixed(1);
  return String(Number(perSecond.toPrecision(perSecond >= 0.1 ? 2 : 1)));
}
