import { isValue, type SqlDialect, tokensOf } from "./tokens";

/** Longer statements are cut before they are tokenised: nobody reads further, and it takes time. */
export const statementLengthMax = 20_000;

/** The statement as it was written, every value replaced by `?` and comments emptied: safe to show and to keep. */
export function maskSql(statement: string, dialect: SqlDialect): string {
  const cut = statement.slice(0, statementLengthMax);
  const masked = tokensOf(cut, dialect)
    .map((token) => (isValue(token) ? "?" : token.kind === "comment" ? "/* */" : token.text))
    .join("");
  return cut.length < statement.length ? `${masked} \u2026` : masked;
}
