/** How a database quotes: `"x"` is an identifier in PostgreSQL and a string in SQLite (as gorm writes it) and MySQL. */
export type SqlDialect = "postgresql" | "sqlite" | "mysql";

export type SqlToken = {
  kind: "space" | "comment" | "string" | "number" | "placeholder" | "identifier" | "word" | "symbol";
  text: string;
};

type Rule = [SqlToken["kind"], RegExp];

const common: Rule[] = [
  ["space", /\s+/y],
  ["comment", /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
];
// An unterminated quote runs to the end: what may be a value must not pass for anything else.
const singleQuoted: Rule = ["string", /[ebnxuEBNXU]?&?'(?:''|[^'])*(?:'|$)/y];
const backslashQuoted: Rule = [
  "string",
  /[bnxBNX]?(?:'(?:''|\\[\s\S]|[^'\\])*(?:'|$)|"(?:""|\\[\s\S]|[^"\\])*(?:"|$))/y,
];
const escapeString: Rule = ["string", /[eE]'(?:''|\\[\s\S]|[^'\\])*(?:'|$)/y];
const dollarQuoted: Rule = ["string", /\$([A-Za-z_\u0080-\uffff]*)\$[\s\S]*?(?:\$\1\$|$)/y];
const doubleQuotedString: Rule = ["string", /"(?:""|[^"])*(?:"|$)/y];
const doubleQuotedName: Rule = ["identifier", /(?:[uU]&)?"(?:""|[^"])*(?:"|$)/y];
const backticked: Rule = ["identifier", /`(?:``|[^`])*(?:`|$)/y];
const rest: Rule[] = [
  ["placeholder", /\?\d*|\$\d+|@[A-Za-z_]\w*|(?<!:):[A-Za-z_]\w*/y],
  ["number", /0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["symbol", /::|[\s\S]/y],
];

const rules: Record<SqlDialect, Rule[]> = {
  postgresql: [...common, escapeString, singleQuoted, dollarQuoted, doubleQuotedName, ...rest],
  sqlite: [...common, singleQuoted, doubleQuotedString, backticked, ...rest],
  mysql: [["comment", /#[^\n]*/y], ...common, backslashQuoted, backticked, ...rest],
};

/** Cuts a statement into tokens, whose texts together are the statement again. Never fails: any text has tokens. */
export function tokensOf(statement: string, dialect: SqlDialect): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < statement.length) {
    for (const [kind, pattern] of rules[dialect]) {
      pattern.lastIndex = at;
      const text = pattern.exec(statement)?.[0];
      if (!text) continue;
      tokens.push({ kind, text });
      at += text.length;
      break;
    }
  }
  return tokens;
}

/** Whether a token is a value or stands for one. */
export function isValue({ kind }: SqlToken): boolean {
  return kind === "string" || kind === "number" || kind === "placeholder";
}
