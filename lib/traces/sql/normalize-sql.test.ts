import { describe, expect, it } from "vitest";
import { maskSql, statementLengthMax } from "./mask-sql";
import { normalizeSql } from "./normalize-sql";

describe("a statement without what differs from call to call", () => {
  it.each([
    ["SELECT  a ,b\nFROM t  ;", "SELECT a, b FROM t;"],
    ["SELECT t . a FROM s . t", "SELECT t.a FROM s.t"],
    ["SELECT f( a ) , x :: int", "SELECT f (a), x::int"],
    ["SELECT 1 /* c */ -- d", "SELECT ?"],
    ["a IN (1)", "a IN (?)"],
    ["a in (1, 'b', ?, NULL, Default, true, FALSE)", "a in (?)"],
    ["a = ANY (1, 2)", "a = ANY (?)"],
    ["a > ALL (1, 2)", "a > ALL (?)"],
    ["a IN ((1, 2), (3, 4))", "a IN (?)"],
    ["a IN ((1, 2), (3, b))", "a IN ((?, ?), (?, b))"],
    ["a IN (1, b)", "a IN (?, b)"],
    ["a IN (SELECT 1)", "a IN (SELECT ?)"],
    ["a IN (1, 2", "a IN (?, ?"],
    ["f (1, 2)", "f (?, ?)"],
    ["a IN (1) AND (2, 3)", "a IN (?) AND (?, ?)"],
    ["VALUES (1, 2), (3, 4) , (5, 6) RETURNING a", "VALUES (?) RETURNING a"],
    ["VALUES (1), (b), (3)", "VALUES (?), (b), (?)"],
    ["VALUES (1), x", "VALUES (?), x"],
    ["INSERT INTO t (a) VALUES ($1)", "INSERT INTO t (a) VALUES (?)"],
    ["IN - (1)", "IN - (?)"],
  ])("%s", (statement, normal) => expect(normalizeSql(statement, "postgresql")).toBe(normal));

  it.each([
    ["-1", "?"],
    ["+1", "?"],
    ["a = -1", "a = ?"],
    ["a = - b", "a = - b"],
    ["(-1)", "(?)"],
    ["b, -1", "b, ?"],
    ["b -1", "b - ?"],
    ["2 -1", "? - ?"],
    ["(b) -1", "(b) - ?"],
    ["b [1] -1", "b [ ? ] - ?"],
    ["a * -1", "a * ?"],
    ["/* c */ -1", "?"],
    ["a -", "a -"],
    ["a IN (-1, +2)", "a IN (?)"],
    ["a IN (1 - 2)", "a IN (? - ?)"],
  ])("with the sign of a number, and no other: %s", (statement, normal) =>
    expect(normalizeSql(statement, "postgresql")).toBe(normal),
  );

  it.each([
    "AND",
    "or",
    "NOT",
    "IN",
    "LIKE",
    "LIMIT",
    "OFFSET",
    "BETWEEN",
    "SELECT",
    "THEN",
    "ELSE",
    "WHEN",
    "SET",
    "RETURN",
    "IS",
    "BY",
  ])("with a sign behind %s", (word) => expect(normalizeSql(`a ${word} -1`, "postgresql")).toBe(`a ${word} ?`));
});

describe("a statement that is longer than anybody reads", () => {
  it("is cut, and says so", () => {
    const long = "a ".repeat(statementLengthMax / 2);
    expect(maskSql(long, "postgresql")).toBe(long);
    expect(maskSql(`${long}b`, "postgresql")).toBe(`${long} \u2026`);
    expect(normalizeSql(`${long}b`, "postgresql")).toBe(long.trim());
  });

  it("is masked to its last sign: values as one sign, comments emptied", () => {
    expect(maskSql("SELECT 'a', 1 /* b */ -- c\nFROM t", "postgresql")).toBe("SELECT ?, ? /* */ /* */\nFROM t");
  });
});
