import type { DotItemDotProps } from "recharts";

/** Draws a dot only where a point stands between two gaps: a line would not show it. */
export function renderLonePoint({ index, cx, cy }: DotItemDotProps, points: readonly (number | null)[], color: string) {
  const known = (at: number) => points[at] !== null && points[at] !== undefined;
  const alone = known(index) && !known(index - 1) && !known(index + 1);
  return alone ? <circle key={index} cx={cx} cy={cy} r={2} fill={color} /> : <g key={index} />;
}
