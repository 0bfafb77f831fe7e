/** Median and 90th percentile of one figure over the windows looked at. */
export type UsualFigure = { median: number; p90: number; windows: number };

/**
 * What "usual" rests on: the same hour of the last `windows` days, the last `windows` hours where there are fewer than
 * three days, or windows as long as the verdict's where there are fewer than three hours.
 */
export type UsualBasis = { kind: "same-hour" | "hours" | "windows"; windows: number; windowSeconds: number };

/** The usual figures by the keys of `usualKey()`. */
export type Usual = { basis: UsualBasis; figures: Record<string, UsualFigure> };
