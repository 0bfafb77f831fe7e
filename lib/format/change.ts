/**
 * Change from `before` to `now` as a ratio (0.5 is +50 %); null where either is missing or there was nothing before.
 */
export function changeRatio(now: number | null, before: number | null | undefined): number | null {
  const was = before ?? 0;
  return now === null || was <= 0 ? null : now / was - 1;
}

/** "+200 %", "-12 %", "same" within one percent; from ten times up as a factor ("x 12"). */
export function formatChange(ratio: number): string {
  const percent = Math.round(ratio * 100);
  if (Math.abs(percent) <= 1) return "same";
  if (ratio >= 9) return `x ${Math.round(ratio + 1)}`;
  return `${percent > 0 ? "+" : "\u2212"}${Math.abs(percent)} %`;
}
