import { describe, expect, it } from "vitest";
import { isValue, type SqlDialect, tokensOf } from "./tokens";

/** The tokens of a statement but white space, each as its kind and text. */
const read = (statement: string, dialect: SqlDialect = "postgresql") =>
  tokensOf(statement, dialect)
    .filter(({ kind }) => kind !== "space")
    .map(({ kind, text }) => `${kind} ${text}`);

describe("what a statement consists of", () => {
  it.each<[string, string[]]>([
    ["SELECT a1 FROM t_2", ["word SELECT", "word a1", "word FROM", "word t_2"]],
    ["été$1", ["word été$1"]],
    ["a\t\n b", ["word a", "word b"]],
    ["x::int", ["word x", "symbol ::", "word int"]],
    ["a.b", ["word a", "symbol .", "word b"]],
    ["? ?12 $3", ["placeholder ?", "placeholder ?12", "placeholder $3"]],
    ["@name :name", ["placeholder @name", "placeholder :name"]],
    ["a:b c::d", ["word a", "placeholder :b", "word c", "symbol ::", "word d"]],
    ["@ :1", ["symbol @", "symbol :", "number 1"]],
    [
      "1 12 1.5 .5 1. 1e3 1.5E+3 2e-10",
      ["1", "12", "1.5", ".5", "1.", "1e3", "1.5E+3", "2e-10"].map((one) => `number ${one}`),
    ],
    ["1e 1ex", ["number 1", "word e", "number 1", "word ex"]],
    ["0xFF 0Xa_b 0o17 0O7 0b101 0B1", ["0xFF", "0Xa_b", "0o17", "0O7", "0b101", "0B1"].map((one) => `number ${one}`)],
    ["1_000.5_0e1_0", ["number 1_000.5_0e1_0"]],
    ["0x", ["number 0", "word x"]],
    ["a -- it's\nb", ["word a", "comment -- it's", "word b"]],
    ["a /* x /* y */ z */ b", ["word a", "comment /* x /* y */ z */", "word b"]],
    ["/* open /* x */ a", ["comment /* open /* x */ a"]],
    ["a / b * c */", ["word a", "symbol /", "word b", "symbol *", "word c", "symbol *", "symbol /"]],
  ])("%s", (statement, tokens) => expect(read(statement)).toEqual(tokens));
});

describe("what a database quotes", () => {
  it.each<[SqlDialect, string, string[]]>([
    ["postgresql", "'it''s' x", ["string 'it''s'", "word x"]],
    ["postgresql", "'a\\' x", ["string 'a\\'", "word x"]],
    ["postgresql", "E'a\\'b' x", ["string E'a\\'b'", "word x"]],
    ["postgresql", "e'a''b' x", ["string e'a''b'", "word x"]],
    ["postgresql", "e'open", ["string e'open"]],
    [
      "postgresql",
      "B'01' x'ff' N'a' U&'b' u'c'",
      ["B'01'", "x'ff'", "N'a'", "U&'b'", "u'c'"].map((one) => `string ${one}`),
    ],
    ["postgresql", "$$a'b$$ x", ["string $$a'b$$", "word x"]],
    ["postgresql", "$t1$a$$b$t1$ x", ["string $t1$a$$b$t1$", "word x"]],
    ["postgresql", "$$open", ["string $$open"]],
    ["postgresql", '"a""b" U&"c"', ['identifier "a""b"', 'identifier U&"c"']],
    ["postgresql", '"open', ['identifier "open']],
    ["postgresql", "`a`", ["symbol `", "word a", "symbol `"]],
    ["sqlite", "\"a\"\"b\" 'c''d' `e``f`", ['string "a""b"', "string 'c''d'", "identifier `e``f`"]],
    ["sqlite", "'a\\' x", ["string 'a\\'", "word x"]],
    ["sqlite", "/* a /* b */ c", ["comment /* a /* b */", "word c"]],
    ["sqlite", "/* open", ["comment /* open"]],
    ["sqlite", "`open", ["identifier `open"]],
    ["sqlite", '"open', ['string "open']],
    ["mysql", "'a\\'b' \"c\\\"d\" x", ["string 'a\\'b'", 'string "c\\"d"', "word x"]],
    ["mysql", "'a''b' \"c\"\"d\"", ["string 'a''b'", 'string "c""d"']],
    ["mysql", "b'01' X'ff' n'a'", ["string b'01'", "string X'ff'", "string n'a'"]],
    ["mysql", "'open", ["string 'open"]],
    ["mysql", "a # b\nc", ["word a", "comment # b", "word c"]],
    ["sqlite", "a # b", ["word a", "symbol #", "word b"]],
    ["mysql", "`a` -- b", ["identifier `a`", "comment -- b"]],
  ])("%s: %s", (dialect, statement, tokens) => expect(read(statement, dialect)).toEqual(tokens));
});

it("takes strings, numbers and placeholders for values, and nothing else", () => {
  const values = tokensOf("SELECT 'a', 1, ?, \"b\" /* c */ -- d", "postgresql").filter(isValue);
  expect(values.map(({ text }) => text)).toEqual(["'a'", "1", "?"]);
});
