import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { buildSpanTree } from "../span-tree";
import { readTrace } from "../testing/read-trace";
import { detectNPlusOne } from "./n-plus-one";

const us = 1_700_000_000_000_000;
type Query = { statement: string; from: number; to: number; parent?: string };
const sql = (statement: string) => ({ "db.system": "postgresql", "db.statement": statement });

function problemsOf(queries: Query[], more: Span[] = []) {
  const spans = queries.map(({ statement, from, to, parent = "service" }, index) =>
    spanOf({
      spanId: `q${index}`,
      parentSpanId: parent,
      name: "gorm.Query",
      kind: "client",
      startUs: us + from,
      durationUs: to - from,
      tags: sql(statement),
    }),
  );
  const root = spanOf({ spanId: "root", startUs: us, durationUs: 10_000_000 });
  const service = spanOf({ spanId: "service", parentSpanId: "root", kind: "internal", startUs: us, durationUs: 9e6 });
  const tree = buildSpanTree(traceOf(root, service, ...spans, ...more));
  return tree ? detectNPlusOne(tree) : [];
}

const list: Query = { statement: 'SELECT * FROM "tasks" LIMIT 12', from: 0, to: 1000 };
/** `count` queries one after the other, each `lengthUs` long. */
const repeats = (count: number, lengthUs: number, startUs = 2000, gapUs = 10): Query[] =>
  Array.from({ length: count }, (_, i) => {
    const from = startUs + i * (lengthUs + gapUs);
    return { statement: `SELECT * FROM "done" WHERE task_id = ${i}`, from, to: from + lengthUs };
  });

describe("the rule", () => {
  it("finds repetitions after another query, and what they waste", () => {
    const [problem, ...others] = problemsOf([list, ...repeats(8, 10_000)]);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      statement: 'SELECT * FROM "done" WHERE task_id = ?',
      totalUs: 80_000,
      wastedUs: 70_000,
    });
    expect(problem?.spans).toHaveLength(8);
  });

  it("is met exactly by count and a source, however short the queries are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 500, max: 30_000 }),
        fc.boolean(),
        (count, each, hasSource) => {
          const found = problemsOf([...(hasSource ? [list] : []), ...repeats(count, each)]);
          expect(found.length === 1).toBe(hasSource && count >= 5);
        },
      ),
    );
  });

  const parallel = Array.from({ length: 8 }, (_, i) => ({
    statement: `SELECT * FROM "done" WHERE id = ${i}`,
    from: 2000 + i,
    to: 40_000 + i,
  }));
  const pairs = repeats(10, 10_000).map((query, i) => (i % 2 ? { ...query, from: query.from - 5000 } : query));
  const under = (parent: (i: number) => string) =>
    repeats(8, 10_000).map((query, i) => ({ ...query, parent: parent(i) }));
  it.each<[string, Query[]]>([
    ["a parallel fan-out", [list, ...parallel]],
    ["two at a time", [list, ...pairs]],
    [
      "different statements",
      [list, ...repeats(8, 10_000).map((query, i) => ({ ...query, statement: `SELECT * FROM "t${i}"` }))],
    ],
    ["different parents", [list, ...under((i) => (i % 2 ? "root" : "service"))]],
    ["the same statement before them", repeats(4, 60_000)],
    ["statements that are empty", [list, ...repeats(8, 10_000).map((query) => ({ ...query, statement: "" }))]],
  ])("does not count %s as one", (_label, queries) => {
    expect(problemsOf(queries)).toEqual([]);
  });

  it("sees through Preloads inside the repetitions and other work between them", () => {
    const inner = Array.from({ length: 8 }, (_, i) => ({
      statement: "SELECT 1",
      from: 3000 + i * 10_010,
      to: 4000 + i * 10_010,
      parent: `q${i + 1}`,
    }));
    const between = spanOf({
      spanId: "b",
      parentSpanId: "service",
      name: "apns.send",
      kind: "client",
      startUs: us + 42_035,
      durationUs: 3,
    });
    const found = problemsOf([list, ...repeats(8, 10_000), ...inner], [between]);
    expect(found.map(({ spans }) => spans.length)).toEqual([8]);
  });

  it("finds two in one request", () => {
    const second = repeats(6, 20_000, 500_000).map((query, i) => ({
      ...query,
      statement: `SELECT * FROM "other" WHERE id = ${i}`,
    }));
    expect(problemsOf([list, ...repeats(8, 10_000), ...second]).map(({ spans }) => spans.length)).toEqual([8, 6]);
  });
});

describe("what the repetitions go through", () => {
  const other = (statement: string, from: number, to: number): Query => ({ statement, from, to });
  const foundIn = (...queries: Query[]) => problemsOf(queries);

  it("is the query before them, of those that ended before", () => {
    expect(foundIn(other("SELECT a FROM b", 0, 500), { ...list, from: 500 }, ...repeats(5, 10_000))).toMatchObject([
      { parent: 1, source: 3, spans: [4, 5, 6, 7, 8], table: "" },
    ]);
    const last = { ...list, to: 2000 };
    expect(foundIn(last, ...repeats(5, 10_000))).toHaveLength(1);
    expect(foundIn({ ...last, to: 2001 }, ...repeats(5, 10_000))).toEqual([]);
  });

  it("may be the last of other repetitions", () => {
    const more = repeats(5, 10_000, 500_000).map((query, at) => ({
      ...query,
      statement: `SELECT c FROM d WHERE e = ${at}`,
    }));
    expect(foundIn(list, ...repeats(5, 10_000), ...more)).toMatchObject([
      { source: 2, spans: [3, 4, 5, 6, 7] },
      { source: 7, spans: [8, 9, 10, 11, 12] },
    ]);
  });

  it("is lost where two run side by side, and begins anew after an empty statement", () => {
    const run = repeats(5, 10_000, 100_000);
    const beside = [other("SELECT a FROM b", 3000, 90_000), other("SELECT c FROM d", 4000, 5000)];
    expect(foundIn(list, ...beside, ...run)).toHaveLength(1);
    // What overlaps goes through nothing, and is gone through by nothing but what follows it alone.
    expect(foundIn(other("SELECT a FROM b", 3000, 100_001), other("SELECT c FROM d", 4000, 5000), ...run)).toEqual([]);
    expect(foundIn(list, other("", 3000, 4000), ...run)).toHaveLength(1);
    expect(foundIn(...run.slice(0, 2), other("", 125_000, 126_000), ...repeats(4, 1000, 130_000))).toEqual([]);
  });

  it("is told in full where the repetitions are broken off", () => {
    const broken = other("SELECT x FROM y", 52_100, 52_200);
    const found = foundIn(list, ...repeats(5, 10_000), { ...broken, from: 50_000 }, ...repeats(4, 10_000, 60_000));
    expect(found.map(({ spans }) => spans.length)).toEqual([5]);
  });

  it("takes the longest of them for what one query for all would cost", () => {
    const lengths = [1000, 9000, 3000, 2000, 1000];
    let from = 2000;
    const run = lengths.map((length, at) => {
      const query = { statement: `SELECT c FROM d WHERE e = ${at}`, from, to: from + length };
      from += length + 10;
      return query;
    });
    expect(foundIn(list, ...run)).toMatchObject([{ totalUs: 16_000, wastedUs: 7000 }]);
  });
});

it("finds the one in the recorded trace, and none in the others", () => {
  const found = (name: Parameters<typeof readTrace>[0]) => {
    const tree = buildSpanTree(readTrace(name));
    return tree ? detectNPlusOne(tree) : [];
  };
  expect(found("get-tasks-n-plus-one")).toMatchObject([
    {
      table: "task_completions",
      statement:
        "SELECT * FROM `task_completions` WHERE task_id = ? ORDER BY completed_at DESC, `task_completions`.`id` LIMIT ?",
      totalUs: 50_613,
      wastedUs: 50_613 - 8370,
    },
  ]);
  expect(found("post-documents-nested")).toEqual([]);
  expect(found("get-residence-500")).toEqual([]);
});
