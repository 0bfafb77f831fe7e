import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { faultsOf } from "./faults";
import { groupTimes, headlineOf } from "./headline";
import { detectNPlusOne } from "./n-plus-one/n-plus-one";
import { selfTimes } from "./self-time";
import { buildSpanTree } from "./span-tree";

const us = 1_700_000_000_000_000;
/** A span of some milliseconds. */
const span = (spanId: string, parentSpanId: string | null, fromMs: number, toMs: number, more: Partial<Span> = {}) =>
  spanOf({
    spanId,
    parentSpanId,
    name: spanId,
    startUs: us + fromMs * 1000,
    durationUs: (toMs - fromMs) * 1000,
    ...more,
  });
const query = (spanId: string, fromMs: number, toMs: number, table = "tasks") =>
  span(spanId, "root", fromMs, toMs, {
    name: "gorm.Query",
    tags: { "db.sql.table": table, "db.statement": `SELECT ${table}` },
  });
const root = (more: Partial<Span> = {}) => span("root", null, 0, 100, { name: "GET /a/", ...more });

function read(...spans: Span[]) {
  const trace = traceOf(...spans);
  const tree = buildSpanTree(trace);
  if (!tree) throw new Error("no tree");
  const groups = groupTimes(tree, selfTimes(tree));
  return { groups, text: headlineOf(trace, tree, groups, faultsOf(tree), detectNPlusOne(tree)) };
}
const textOf = (...spans: Span[]) => read(...spans).text;

describe("what the time went into", () => {
  it("is told of spans of one name and target together, most first, with the longest of them", () => {
    const { groups } = read(
      root(),
      query("a", 0, 10),
      query("b", 10, 40),
      query("c", 40, 45),
      query("d", 50, 52, "users"),
    );
    expect(groups).toEqual([
      { name: "GET /a/", target: "", count: 1, selfUs: 53_000, longestUs: 53_000, longest: 0, sizeBytes: null },
      { name: "gorm.Query", target: "tasks", count: 3, selfUs: 45_000, longestUs: 30_000, longest: 2, sizeBytes: null },
      { name: "gorm.Query", target: "users", count: 1, selfUs: 2000, longestUs: 2000, longest: 4, sizeBytes: null },
    ]);
  });

  it("has the first of several that took as long, and the sum of their sizes", () => {
    const upload = (spanId: string, size: Span["tags"]) =>
      span(spanId, "root", 0, 0, { name: "b2.PutObject", tags: size });
    const sizes: Span["tags"][] = [{ size_bytes: 1000 }, {}, { size_bytes: "24" }, { size_bytes: "odd" }];
    const { groups } = read(root(), ...sizes.map((size, index) => upload(String(index), size)));
    expect(groups[1]).toMatchObject({ count: 4, selfUs: 0, longest: 1, sizeBytes: 1024 });
  });
});

describe("the sentence of a request that was answered", () => {
  it.each<[string, Span[], string]>([
    ["one span", [root()], "GET /a/ took 100 ms"],
    [
      "a third of it below",
      [root(), span("x", "root", 0, 50)],
      "GET /a/ took 100 ms; 50 ms of it in GET /a/ itself, outside of its spans",
    ],
    ["most of it in one call", [root(), query("q", 0, 98)], "GET /a/ took 100 ms; 98 ms of it in gorm.Query on tasks"],
    ["all of it in one call", [root(), query("q", 0, 99)], "GET /a/ took 100 ms; all of it in gorm.Query on tasks"],
    [
      "most of it in several",
      [root(), query("q", 0, 40), query("r", 40, 80)],
      "GET /a/ took 100 ms; 80 ms of it in 2 gorm.Query on tasks",
    ],
    [
      "an upload",
      [root(), span("b2.PutObject", "root", 0, 80, { tags: { bucket: "docs", size_bytes: 12 * 1024 ** 2 } })],
      "GET /a/ took 100 ms; 80 ms of it in b2.PutObject on docs (12 MiB)",
    ],
    [
      "nothing that stands out",
      [root(), ...["a", "b", "c", "d"].map((id, at) => span(id, "root", at * 25, at * 25 + 25))],
      "GET /a/ took 100 ms",
    ],
    [
      "just enough",
      [
        root(),
        span("a", "root", 0, 30),
        ...["b", "c", "d"].map((id, at) => span(id, "root", 30 + at * 23, 53 + at * 23)),
      ],
      "GET /a/ took 100 ms; 30 ms of it in a",
    ],
  ])("%s", (_name, spans, text) => expect(textOf(...spans)).toBe(text));

  it("says so where the calls came one after the other", () => {
    const list = span("list", "root", 0, 1, {
      name: "gorm.Query",
      tags: { "db.sql.table": "lists", "db.statement": "SELECT lists" },
    });
    const each = (count: number, from: number) =>
      Array.from({ length: count }, (_, at) => query(`${from}${at}`, from + at * 10, from + at * 10 + 9));
    expect(textOf(root(), list, ...each(8, 2))).toBe(
      "GET /a/ took 100 ms; 72 ms of it in 8 gorm.Query on tasks, one after the other",
    );
  });

  it("names what failed and was answered all the same", () => {
    const push = (id: string) => span(id, "root", 0, 1, { name: "apns.send", tags: { error: true } });
    expect(textOf(root(), push("a"))).toContain("; answered all the same, though apns.send failed");
    expect(textOf(root(), push("a"), push("b"))).toContain(
      "; answered all the same, though 2 spans failed, apns.send first",
    );
    expect(textOf(root())).not.toContain("answered all the same");
  });
});

describe("the sentence of a request that failed", () => {
  const failed = (tags: Span["tags"] = {}) => root({ tags: { error: true, ...tags } });
  const broken = (text: string) =>
    span("q", "root", 0, 50, { name: "gorm.Query", tags: { error: true, reason: text } });

  it.each<[string, Span[], string]>([
    ["without a reason", [failed()], "GET /a/ failed after 100 ms"],
    [
      "with its status",
      [failed({ "http.response.status_code": 503, "echo.error": "busy" })],
      "GET /a/ failed with 503 after 100 ms: busy",
    ],
    [
      "by what failed below",
      [failed(), broken("no such table")],
      "GET /a/ failed after 100 ms in gorm.Query: no such table",
    ],
    [
      "by its own text where that below has none",
      [failed({ "echo.error": "busy" }), broken("")],
      "GET /a/ failed after 100 ms in gorm.Query: busy",
    ],
    ["where nobody says why", [failed(), broken("")], "GET /a/ failed after 100 ms in gorm.Query"],
    [
      "with the first line of its reason",
      [failed(), broken("no such table\nat x.go:1")],
      "GET /a/ failed after 100 ms in gorm.Query: no such table",
    ],
    [
      "with no more than 200 characters",
      [failed({ "echo.error": "x".repeat(300) })],
      `GET /a/ failed after 100 ms: ${"x".repeat(200)}`,
    ],
  ])("%s", (_name, spans, text) => expect(textOf(...spans)).toBe(text));
});
