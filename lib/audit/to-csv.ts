import { stringify } from "csv-stringify/sync";

/** The one first character of a formula on OWASP's list (CSV injection) that csv-stringify leaves alone. */
const guarded = (text: string) => (text.startsWith("\n") ? `'${text}` : text);
const options = { escape_formulas: true, record_delimiter: "windows", cast: { string: guarded } } as const;

/** One line of CSV (RFC 4180), with its line end. Texts that a spreadsheet would run get an apostrophe in front. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], options);
}
