import { linearRegression, linearRegressionLine, mean, rSquared } from "simple-statistics";

export type Point = { atMs: number; value: number };
/** `slope` per millisecond; `fit` is the share of the variance that the line explains (R²), 0 where nothing varies. */
export type FittedLine = { slope: number; fit: number; at: (atMs: number) => number };

/** The least-squares line through one or more points over time. */
export function fitLine(points: readonly Point[]): FittedLine {
  const pairs = points.map(({ atMs, value }) => [atMs, value]);
  const { m, b } = linearRegression(pairs);
  // When all times are equal, it divides 0 by 0.
  const line = Number.isFinite(m) ? { m, b } : { m: 0, b: mean(points.map(({ value }) => value)) };
  const at = linearRegressionLine(line);
  const explained = rSquared(pairs, at);
  return { slope: line.m, fit: Number.isFinite(explained) ? explained : 0, at };
}
