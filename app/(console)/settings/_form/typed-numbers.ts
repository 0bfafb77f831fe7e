/** 0.01 as "1", 0.005 as "0.5": without the digits that binary fractions leave behind. */
export const percentText = (ratio: number | undefined) =>
  ratio === undefined ? "" : String(Number((ratio * 100).toPrecision(10)));
export const text = (value: number | undefined) => (value === undefined ? "" : String(value));

/** A comma is a decimal point to half of the world. What is no number stays as typed, for the server to refuse. */
export function numberOf(typed: string): number | string {
  const trimmed = typed.trim().replace(",", ".");
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? typed : value;
}

export function ratioOf(typed: string): number | string {
  const percent = numberOf(typed);
  return typeof percent === "number" ? Number((percent / 100).toPrecision(10)) : percent;
}
