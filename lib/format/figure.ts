/** Splits "4.8 requests/s" into the number and its unit, so that they can be set in different sizes. */
export function splitFigure(figure: string): { number: string; unit: string } {
  const match = /^([<>]? ?[\d.,]+) (.+)$/.exec(figure);
  return match ? { number: match[1] ?? figure, unit: match[2] ?? "" } : { number: figure, unit: "" };
}
