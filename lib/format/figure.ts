/** Splits "4.8 requests/s" into the number and its unit, so that they can be set in different sizes. */
export function splitFigure(figure: string): { number: string; unit: string } {
  const [, number = figure, unit = ""] = /^([<>]? ?[\d.,]+) (.+)$/.exec(figure) ?? [];
  return { number, unit };
}
