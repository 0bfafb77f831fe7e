import { statementLengthMax } from "./mask-sql";
import { isValue, type SqlDialect, type SqlToken, tokensOf } from "./tokens";

const listWords = new Set(["in", "values", "any", "all"]);
const constants = new Set(["null", "default", "true", "false"]);
const signedAfter = /^(and|or|not|in|like|limit|offset|between|select|then|else|when|values|set|return|is|by)$/i;
const isText = (token: SqlToken | undefined, text: string) => token?.kind === "symbol" && token.text === text;

function isListPart(token: SqlToken): boolean {
  if (isValue(token)) return true;
  return token.kind === "word" ? constants.has(token.text.toLowerCase()) : token.text === ",";
}

/** Index after the list of values that opens at `open`, lists within it included; null when it holds anything else. */
function endOfList(tokens: readonly SqlToken[], open: number): number | null {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) return null;
    if (isText(token, "(")) depth += 1;
    else if (isText(token, ")")) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (!isListPart(token) && !isSign(tokens, at)) return null;
  }
  return null;
}

/** A minus or plus that belongs to the number after it: it follows an operator, a comma, a parenthesis or a keyword. */
function isSign(tokens: readonly SqlToken[], at: number): boolean {
  const token = tokens[at];
  if (!isText(token, "-") && !isText(token, "+")) return false;
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (!after || !isValue(after)) return false;
  if (!before) return true;
  if (before.kind === "word") return signedAfter.test(before.text);
  return before.kind === "symbol" && before.text !== ")" && before.text !== "]";
}

/**
 * What statements that differ only in their values have in common: values and placeholders become `?`, lists of them
 * `(?)`, comments go, white space becomes one blank. Identifiers stay, since `"a"` names a table in PostgreSQL.
 */
export function normalizeSql(statement: string, dialect: SqlDialect): string {
  const tokens = tokensOf(statement.slice(0, statementLengthMax), dialect).filter(
    ({ kind }) => kind !== "space" && kind !== "comment",
  );
  const parts: string[] = [];
  let word = "";
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || isSign(tokens, at)) continue;
    const end = isText(token, "(") && listWords.has(word) ? endOfList(tokens, at) : null;
    if (end !== null) {
      parts.push("(?)");
      at = end - 1;
      // Further rows of a multi-row insert.
      for (let next = at + 1; isText(tokens[next], ",") && isText(tokens[next + 1], "("); next = at + 1) {
        const further = endOfList(tokens, next + 1);
        if (further === null) break;
        at = further - 1;
      }
      continue;
    }
    word = token.kind === "word" ? token.text.toLowerCase() : "";
    parts.push(isValue(token) ? "?" : token.text);
  }
  return parts
    .join(" ")
    .replace(/ ?\. ?/g, ".")
    .replace(/ ([,;)])/g, "$1")
    .replace(/\( /g, "(")
    .replace(/ ?:: ?/g, "::")
    .replace(/ \((?=\?\))/g, " (");
}
