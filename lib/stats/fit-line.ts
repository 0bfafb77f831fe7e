import { linearRegression, linearRegressionLine, rSquared } from "simple-statistics";

export type Point = { atMs: number; value: number };
/** `slope` per millisecond; `fit` is the share of the variance that the line explains (R²), 0 where nothing varies. */
export type FittedLine = { slope: number; fit: number; at: (atMs: number) => number };

/** The least-squares line through one or more points over time. */
export function fitLine(points: readonly Point[]): FittedLine {
  // Times count from the first point: sums of squared unix milliseconds lose the digits that matter.
  const originMs = points[0]?.atMs ?? 0;
  const pairs = points.map(({ atMs, value }) => [atMs - originMs, value]);
  const { m, b } = linearRegression(pairs);
  // When all times are equal, it divides 0 by 0.
  const slope = Number.isFinite(m) ? m : 0;
  const line = linearRegressionLine({ m: slope, b: Number.isFinite(b) ? b : (points[0]?.value ?? 0) });
  const explained = rSquared(pairs, line);
  return { slope, fit: Number.isFinite(explained) ? explained : 0, at: (atMs) => line(atMs - originMs) };
}
