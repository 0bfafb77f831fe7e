import { describe, expect, it } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { plausibleInterval, uncovered } from "./interval";
import { layerOf, layers, layerTitles, targetOf } from "./layers";
import { maskMessage } from "./mask-message";
import { printable } from "./printable";
import { remarkTexts } from "./remark-texts";
import { readPasted } from "./search/read-pasted";
import { unreadText } from "./search/unread-text";
import { dialectOf, normalizedStatementOf, statementOf } from "./sql-of";
import { operationOf } from "./trace-rows";

describe("invisible characters are written out", () => {
  it.each([
    ["a\u202eb", "a\\u202eb"],
    ["\u0000\u0007", "\\u0000\\u0007"],
    ["a\tb\nc", "a\tb\nc"],
    ["a\r\nb\rc", "a\nb\\u000dc"],
    ["\ud800x", "\ufffdx"],
    ["\u00a0\u00e9", "\u00a0\u00e9"],
  ])("%j", (text, shown) => expect(printable(text)).toBe(shown));
});

describe("a failure's message without what differs between requests", () => {
  it.each([
    ["no user ann@obs.test here", "no user <address> here"],
    ["task 6f1c2d34-0000-4000-8000-0123456789ab gone", "task <id> gone"],
    ["dial tcp 10.0.0.7:5432: refused", "dial tcp <host>: refused"],
    ['key "documents/1" is not there', "key <text> is not there"],
    ["object 0a1b2c3d4e is gone", "object <id> is gone"],
    ["deadbeefdead stays a word", "deadbeefdead stays a word"],
    ["row 12345 of 7", "row <n> of <n>"],
    ["failed with 503", "failed with 503"],
    ["took 12.5 s", "took <n> s"],
    ["  many   blanks\n ", "many blanks"],
  ])("%s", (message, masked) => expect(maskMessage(message)).toBe(masked));
});

describe("intervals that clocks made impossible", () => {
  it.each([
    [100, 50, 100, 150, true],
    [0, 50, 7, 57, false],
    [-1, 50, 7, 57, false],
    [9e18, 50, 7, 57, false],
    [100, -1, 100, 100, false],
    [100, 0, 100, 100, true],
    [100, 367 * 86_400e6, 100, 100, false],
    [100, 366 * 86_400e6, 100, 100 + 366 * 86_400e6, true],
  ])("start %d, duration %d", (startUs, durationUs, start, end, plausible) => {
    expect(plausibleInterval({ startUs, durationUs }, 7)).toEqual({
      interval: { startUs: start, endUs: end },
      plausible,
    });
  });

  it("what no part covers are the gaps", () => {
    const part = (startUs: number, endUs: number) => ({ startUs, endUs });
    expect(uncovered(part(0, 10), [])).toEqual([part(0, 10)]);
    expect(uncovered(part(0, 10), [part(0, 10)])).toEqual([]);
    expect(uncovered(part(0, 10), [part(1, 4), part(2, 3), part(4, 6)])).toEqual([part(0, 1), part(6, 10)]);
  });
});

describe("the layer of a span", () => {
  it.each([
    ["gorm.Query", {}, "internal", "db"],
    ["x", { "db.system": "postgresql" }, "client", "db"],
    ["b2.PutObject", {}, "client", "b2"],
    ["apns.send", {}, "client", "push"],
    ["fcm.send", {}, "client", "push"],
    ["xfcm.send", {}, "client", "service"],
    ["asynq.mail", {}, "internal", "job"],
    ["x", {}, "consumer", "job"],
    ["GET /a", {}, "server", "http"],
    ["x", { "http.route": "/a" }, "internal", "http"],
    ["documents.Create", {}, "internal", "service"],
    ["xgorm.Query", {}, "internal", "service"],
    ["a b2.PutObject", {}, "internal", "service"],
    ["no asynq.mail", {}, "internal", "service"],
    ["x", { "http.method": "GET" }, "client", "http"],
    ["x", { "http.request.method": "GET" }, "client", "http"],
    ["x", { "db.system.name": "postgresql" }, "client", "db"],
    ["x", { "db.statement": "" }, "client", "db"],
    ["x", { "db.query.text": "" }, "client", "db"],
    ["x", { "db.sql.table": "tasks" }, "client", "db"],
  ] as const)("%s %j %s is %s", (name, tags, kind, layer) => {
    expect(layerOf(spanOf({ name, tags: { ...tags }, kind }))).toBe(layer);
  });

  it("says what it worked on, unless its name does", () => {
    expect(targetOf(spanOf({ name: "gorm.Query", tags: { "db.sql.table": "tasks" } }))).toBe("tasks");
    expect(targetOf(spanOf({ name: "gorm.Query tasks", tags: { "db.sql.table": "tasks", bucket: "b" } }))).toBe("b");
    expect(targetOf(spanOf({ name: "x", tags: {} }))).toBe("");
    const keys = ["db.sql.table", "db.collection.name", "db.sql.table.name", "bucket", "aws.s3.bucket", "task.type"];
    const all = Object.fromEntries(keys.map((key) => [key, `by ${key}`]));
    for (const key of keys) {
      expect(targetOf(spanOf({ name: "x", tags: { ...all } }))).toBe(`by ${key}`);
      delete all[key];
    }
    expect(targetOf(spanOf({ name: "x", tags: { "db.sql.table": "", bucket: "b" } }))).toBe("b");
  });

  it("has a title, as has why a span does not stand where it says", () => {
    const titles = layers.map((layer) => layerTitles[layer]);
    expect(new Set([...titles, ""]).size).toBe(layers.length + 1);
    for (const text of Object.values(remarkTexts)) expect(text).toMatch(/^\w.*\.$/);
  });
});

describe("what was pasted", () => {
  const id = "0af7651916cd43dd8448eb211c80319c";
  it.each([
    [id, { kind: "trace", traceId: id }],
    [`  ${id.toUpperCase()} `, { kind: "trace", traceId: id }],
    [`00-${id}-b7ad6b7169203331-01`, { kind: "trace", traceId: id }],
    ["https://jaeger.example/trace/abc1?x=1", { kind: "trace", traceId: "abc1" }],
    ["/traces/abc1", { kind: "trace", traceId: "abc1" }],
    [`https://g.example/explore?left=%257B%2522query%2522%253A%2522${id}%2522%257D`, { kind: "trace", traceId: id }],
    ["b7ad6b7169203331", { kind: "span-or-trace", id: "b7ad6b7169203331" }],
    [`${id}0`, null],
    ["0".repeat(32), null],
    ["/trace/xyz", null],
    ["100 % sure", null],
    [`x${id}`, { kind: "trace", traceId: id }],
    [`f${id}`, null],
    [`/trace/${"0".repeat(16)} ${id}`, { kind: "trace", traceId: id }],
    [`/trace/abc1x ${id}`, { kind: "trace", traceId: id }],
    ["/TRACE/ABC1#a", { kind: "trace", traceId: "abc1" }],
    ["/trace/abc1/x", { kind: "trace", traceId: "abc1" }],
    ["/trace/abc1&x", { kind: "trace", traceId: "abc1" }],
    [`${"0".repeat(32)} ${id}`, { kind: "trace", traceId: id }],
    ["span B7AD6B7169203331.", { kind: "span-or-trace", id: "b7ad6b7169203331" }],
    [`${"0".repeat(16)} b7ad6b7169203331`, { kind: "span-or-trace", id: "b7ad6b7169203331" }],
    [`${" x".repeat(5000)}${id}`, null],
    ["", null],
  ])("%s", (text, found) => expect(readPasted(text)).toEqual(found));
});

describe("the statement of a span", () => {
  it("is by the old or the new name, and is none when empty", () => {
    expect(statementOf({ tags: { "db.statement": " ", "db.query.text": " SELECT 1 " } })).toBe("SELECT 1");
    expect(statementOf({ tags: {} })).toBeNull();
    expect(normalizedStatementOf({ tags: {} })).toBe("(no statement text)");
    expect(normalizedStatementOf({ tags: { "db.statement": "SELECT 1" } })).toBe("SELECT ?");
  });

  it.each([
    [{ "db.system": "PostgreSQL" }, "postgresql"],
    [{ "db.system": "cockroachdb" }, "postgresql"],
    [{ "db.system.name": "mariadb", "db.system": "postgresql" }, "mysql"],
    [{ "db.system": "other" }, "sqlite"],
    [{}, "sqlite"],
  ])("%j quotes as %s", (tags, dialect) => expect(dialectOf({ ...tags })).toBe(dialect));
});

it("a route's requests have its name, or the method alone", () => {
  expect(operationOf("POST /api/documents/")).toBe("POST /api/documents/");
  expect(operationOf("GET (no route)")).toBe("GET");
  expect(operationOf("OTHER /a")).toBeUndefined();
});

it("what a search left out is said, with how much", () => {
  expect(unreadText([])).toBeNull();
  const stretch = (startMs: number, endMs: number) => ({ startMs, endMs }) as Parameters<typeof unreadText>[0][number];
  expect(unreadText([stretch(0, 60_000), stretch(90_000, 120_000)])).toContain(
    "traces of 90 s that Jaeger cannot give",
  );
});
