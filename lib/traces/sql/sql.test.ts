import fc from "fast-check";
import { describe, expect, it } from "vitest";
import sqlLiterals from "../fixtures/sql-literals.json";
import { dialectOf } from "../sql-of";
import { maskSql } from "./mask-sql";
import { normalizeSql } from "./normalize-sql";
import { type SqlDialect, tokensOf } from "./tokens";

const dialects: SqlDialect[] = ["postgresql", "sqlite", "mysql"];
const anyDialect = fc.constantFrom(...dialects);
const piece = fc.constantFrom(
  "SELECT",
  "'",
  '"',
  "`",
  "$$",
  "$1",
  "--",
  "/*",
  "*/",
  "1.5e3",
  "(",
  ")",
  "IN",
  "\\",
  "é",
  "\n",
  "a",
);
const anySql = fc.oneof(
  fc.string(),
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" ")),
);

describe("tokens", () => {
  it("of any text are that text again", () => {
    fc.assert(
      fc.property(anySql, anyDialect, (text, dialect) => {
        expect(
          tokensOf(text, dialect)
            .map((token) => token.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("of a megabyte of opened quotes cost no more than its length", () => {
    for (const dialect of dialects) expect(maskSql("'".repeat(1_000_001), dialect).length).toBeLessThan(30_000);
  });
});

describe("hostile statements", () => {
  const piece = [
    "'",
    "$a$",
    "$a",
    "/*",
    "*/",
    "/*/",
    "IN (",
    "IN (1,",
    "(",
    "VALUES (1),",
    "-",
    "1_",
    "E'\\",
    "`",
    ". ",
  ];
  const spentMs = (text: string, dialect: SqlDialect) => {
    const startedMs = performance.now();
    normalizeSql(text, dialect);
    return performance.now() - startedMs;
  };
  /** Eight times the text is about eight times the time; a square would be 64 times. */
  const isLinear = (text: string, dialect: SqlDialect) =>
    spentMs(text, dialect) < 24 * spentMs(text.slice(0, text.length / 8), dialect) + 100;

  it.each(piece)("of %j again and again take time in proportion to their length, not to its square", (text) => {
    const whole = text.repeat(Math.floor(19_200 / text.length));
    // One try of five is enough: a busy machine is not a square.
    for (const dialect of dialects)
      expect(
        [1, 2, 3, 4, 5].some(() => isLinear(whole, dialect)),
        dialect,
      ).toBe(true);
  });
});

/** A value as gorm writes it into a statement. */
const quoted: Record<SqlDialect, (text: string) => string> = {
  postgresql: (text) => `'${text.replaceAll("'", "''")}'`,
  sqlite: (text) => `"${text.replaceAll('"', '""')}"`,
  mysql: (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
};
const value = fc.tuple(fc.string(), anyDialect);

describe("no value is left", () => {
  it("in a masked statement, whatever the value holds", () => {
    fc.assert(
      fc.property(value, fc.integer(), ([text, dialect], number) => {
        const sql = `UPDATE users SET email = ${quoted[dialect](`secret${text}secret`)} WHERE id = ${Math.abs(number)} LIMIT 12`;
        expect(maskSql(sql, dialect)).toBe("UPDATE users SET email = ? WHERE id = ? LIMIT ?");
        expect(normalizeSql(sql, dialect)).toBe("UPDATE users SET email = ? WHERE id = ? LIMIT ?");
      }),
    );
  });

  it.each([
    ["postgresql", `SELECT E'it\\'s s3cret', $tag$s3cret$tag$, U&'s3cret', x'53' FROM "t" -- s3cret`],
    ["postgresql", "SELECT 'never closed s3cret"],
    ["postgresql", "SELECT 1 /* never closed s3cret"],
    ["mysql", `SELECT 'it\\'s s3cret', "s3cret" # s3cret`],
    ["sqlite", `SELECT "s3cret", 's3cret' FROM \`t\``],
  ] as const)("%s: %s", (dialect, sql) => {
    expect(maskSql(sql, dialect)).not.toContain("s3cret");
    expect(normalizeSql(sql, dialect)).not.toContain("s3cret");
  });
});

describe("literals as other people write them", () => {
  it.each(sqlLiterals.map((tags) => [tags["db.statement"], tags] as const))("%s is masked", (statement, tags) => {
    for (const shown of [maskSql(statement, dialectOf(tags)), normalizeSql(statement, dialectOf(tags))]) {
      expect(shown).not.toMatch(/jane|4711|\d{2}/);
      expect(shown).toMatch(/^SELECT .*FROM (notes|accounts)/);
    }
  });

  it.each([
    ["SELECT $q1$a$q2$b$q1$, c", "SELECT ?, c"],
    ["SELECT $1, $23", "SELECT ?, ?"],
    ["SELECT $1$ FROM t", "SELECT ?$ FROM t"],
    ["SELECT a /* x /* y */ z */ FROM t", "SELECT a /* */ FROM t"],
    ["SELECT a /* x /* y */ s3cret", "SELECT a /* */"],
    ["SELECT 1_234_567.000_1e1_0, 0x_ff, 0b1_1, 0o7_7", "SELECT ?, ?, ?, ?"],
    ["SELECT 1_2, a_1, t1_2.b FROM t1_2", "SELECT ?, a_1, t1_2.b FROM t1_2"],
  ])("%s is masked as %s", (statement, masked) => expect(maskSql(statement, "postgresql")).toBe(masked));

  it("end a comment at its first terminator where comments do not nest", () => {
    for (const dialect of ["sqlite", "mysql"] as const)
      expect(maskSql("SELECT /* a /* b */ c FROM t", dialect)).toBe("SELECT /* */ c FROM t");
  });
});

describe("normalizeSql", () => {
  it("keeps PostgreSQL tables apart and treats the same text in SQLite as a value", () => {
    const [a, b] = ['SELECT * FROM x WHERE "a" = 1', 'SELECT * FROM x WHERE "b" = 1'] as const;
    expect(normalizeSql(a, "postgresql")).not.toBe(normalizeSql(b, "postgresql"));
    expect(normalizeSql(a, "sqlite")).toBe(normalizeSql(b, "sqlite"));
  });

  it.each([
    ["SELECT * FROM t WHERE id IN (1,2,3)", "SELECT * FROM t WHERE id IN (7)"],
    ["SELECT * FROM t WHERE (a,b) IN ((1,'x'),(2,'y'))", "SELECT * FROM t WHERE (a,b) IN ((3,'z'))"],
    ["INSERT INTO t (a,b) VALUES (1,NULL),(2,'x')", "INSERT INTO t (a,b) VALUES ($1,$2)"],
    ["SELECT a  FROM t\n LIMIT 12", "SELECT a FROM t LIMIT 5"],
    ["SELECT a FROM t WHERE x = -1.5e3", "SELECT a FROM t WHERE x = 2"],
    ["SELECT a FROM t WHERE x = $1 /* trace */", "SELECT a FROM t WHERE x = 'b'"],
    ["SELECT a FROM t WHERE id IN (-1, 2, -3)", "SELECT a FROM t WHERE id IN (7)"],
    ["SELECT a FROM t WHERE x > -1 OR -1 < y", "SELECT a FROM t WHERE x > 1 OR 1 < y"],
    ["SELECT a FROM t WHERE x BETWEEN -1 AND -2", "SELECT a FROM t WHERE x BETWEEN 1 AND 2"],
  ])("treats %s and %s as the same", (one, other) => {
    expect(normalizeSql(one, "postgresql")).toBe(normalizeSql(other, "postgresql"));
  });

  it.each([
    ["SELECT a FROM t1", "SELECT a FROM t2"],
    ["SELECT a FROM t WHERE x IN (SELECT 1)", "SELECT a FROM t WHERE x IN (1)"],
    ["SELECT a FROM t WHERE x - 1 > 2", "SELECT a FROM t WHERE x + 1 > 2"],
    ['SELECT "x" - 1 FROM t', 'SELECT "x" + 1 FROM t'],
    ["SELECT 3 - 1 FROM t", "SELECT 3 + 1 FROM t"],
    ["SELECT $1 - 1 FROM t", "SELECT $1 + 1 FROM t"],
    ["SELECT count(*) - 1 FROM t", "SELECT count(*) + 1 FROM t"],
    ["SELECT a[1] - 1 FROM t", "SELECT a[1] + 1 FROM t"],
    ["SELECT CASE WHEN a THEN b END - 1 FROM t", "SELECT CASE WHEN a THEN b END + 1 FROM t"],
    ["SELECT a FROM t WHERE x IN (1 - 2)", "SELECT a FROM t WHERE x IN (1)"],
  ])("keeps %s and %s apart", (one, other) => {
    expect(normalizeSql(one, "postgresql")).not.toBe(normalizeSql(other, "postgresql"));
  });

  it("says the same of a masked statement", () => {
    fc.assert(
      fc.property(anySql, anyDialect, (text, dialect) => {
        fc.pre(!/['"`$\\/#-]/.test(text));
        expect(normalizeSql(maskSql(text, dialect), dialect)).toBe(normalizeSql(text, dialect));
      }),
    );
    const sql = "SELECT a FROM t WHERE x = -1.5 AND y IN ('a', -2) /* c */";
    expect(normalizeSql(maskSql(sql, "postgresql"), "postgresql")).toBe(normalizeSql(sql, "postgresql"));
  });

  it("reads well, and twice is once", () => {
    const sql = `SELECT * FROM "task_completions" WHERE task_id = 7 ORDER BY completed_at DESC,"task_completions"."id" LIMIT 1`;
    const normal = `SELECT * FROM "task_completions" WHERE task_id = ? ORDER BY completed_at DESC, "task_completions"."id" LIMIT ?`;
    expect(normalizeSql(sql, "postgresql")).toBe(normal);
    fc.assert(
      fc.property(anySql, anyDialect, (text, dialect) => {
        const once = normalizeSql(text, dialect);
        fc.pre(!/['"`$\\/-]/.test(text));
        expect(normalizeSql(once, dialect)).toBe(once);
      }),
    );
  });
});
