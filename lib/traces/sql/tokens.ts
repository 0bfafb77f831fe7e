/** How a database quotes: `"x"` is an identifier in PostgreSQL and a string in SQLite (as gorm writes it) and MySQL. */
export type SqlDialect = "postgresql" | "sqlite" | "mysql";

export type SqlToken = {
  kind: "space" | "comment" | "string" | "number" | "placeholder" | "identifier" | "word" | "symbol";
  text: string;
};

/** Text of the token that begins at `at`; empty where there is none of this kind. */
type Read = (statement: string, at: number) => string;
type Rule = [SqlToken["kind"], RegExp | Read];

const space: Rule = ["space", /\s+/y];
const lineComment: Rule = ["comment", /--[^\n]*/y];
const blockComment: Rule = ["comment", /\/\*[\s\S]*?(?:\*\/|$)/y];
/** PostgreSQL's block comments nest; an unterminated one runs to the end. */
const nestedComment: Read = (statement, at) => {
  if (!statement.startsWith("/*", at)) return "";
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  let depth = 0;
  for (let found = mark.exec(statement); found; found = mark.exec(statement)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return statement.slice(at, mark.lastIndex);
  }
  return statement.slice(at);
};
// An unterminated quote runs to the end: what may be a value must not pass for anything else.
const singleQuoted: Rule = ["string", /[ebnxuEBNXU]?&?'(?:''|[^'])*(?:'|$)/y];
const backslashQuoted: Rule = [
  "string",
  /[bnxBNX]?(?:'(?:''|\\[\s\S]|[^'\\])*(?:'|$)|"(?:""|\\[\s\S]|[^"\\])*(?:"|$))/y,
];
const escapeString: Rule = ["string", /[eE]'(?:''|\\[\s\S]|[^'\\])*(?:'|$)/y];
const dollarQuoted: Rule = ["string", /\$((?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[\s\S]*?(?:\$\1\$|$)/y];
const doubleQuotedString: Rule = ["string", /"(?:""|[^"])*(?:"|$)/y];
const doubleQuotedName: Rule = ["identifier", /(?:[uU]&)?"(?:""|[^"])*(?:"|$)/y];
const backticked: Rule = ["identifier", /`(?:``|[^`])*(?:`|$)/y];
const rest: Rule[] = [
  ["placeholder", /\?\d*|\$\d+|@[A-Za-z_]\w*|(?<!:):[A-Za-z_]\w*/y],
  // "_" between digits since PostgreSQL 16 and SQLite 3.46.
  ["number", /0[xXoObB][0-9a-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["symbol", /::|[\s\S]/y],
];

const rules: Record<SqlDialect, Rule[]> = {
  postgresql: [
    space,
    lineComment,
    ["comment", nestedComment],
    escapeString,
    singleQuoted,
    dollarQuoted,
    doubleQuotedName,
    ...rest,
  ],
  sqlite: [space, lineComment, blockComment, singleQuoted, doubleQuotedString, backticked, ...rest],
  mysql: [["comment", /#[^\n]*/y], space, lineComment, blockComment, backslashQuoted, backticked, ...rest],
};

function matchAt(sticky: RegExp, statement: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(statement)?.[0];
}

/** Cuts a statement into tokens, whose texts joined are the statement again. Never fails, whatever the text. */
export function tokensOf(statement: string, dialect: SqlDialect): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < statement.length) {
    for (const [kind, pattern] of rules[dialect]) {
      const text = typeof pattern === "function" ? pattern(statement, at) : matchAt(pattern, statement, at);
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
