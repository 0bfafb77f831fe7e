import { describe, expect, it } from "vitest";
import type { Usual } from "@/lib/usual/types";
import { figuresOfSpans, usualCalls, usualKeyOfSpan, usualOfSpan } from "./usual-calls";

const usual: Usual = {
  basis: { kind: "same-hour", windows: 7, windowSeconds: 3600 },
  figures: {
    "call-p50 database tasks query": { median: 9, p90: 12, windows: 7 },
    "call-p50 b2 honeydue-documents": { median: 700, p90: 900, windows: 7 },
  },
};
const span = (name: string, target: string, durationMs: number) => ({ name, target, durationUs: durationMs * 1000 });

describe("usualCalls", () => {
  it("says how many times its usual time each query took, and what that cost together", () => {
    const rows = [
      span("GET /api/tasks/", "", 5800),
      ...Array.from({ length: 20 }, () => span("gorm.Query", "tasks", 270)),
    ];
    expect(usualCalls(rows, usual)).toEqual([
      {
        name: "gorm.Query",
        target: "tasks",
        count: 20,
        medianMs: 270,
        usual: { median: 9, p90: 12, windows: 7 },
        standing: { kind: "far-above", times: 30 },
        excessMs: 20 * 261,
      },
    ]);
  });

  it("puts what cost most beyond the usual first, and leaves out what nobody knows the usual of", () => {
    const rows = [
      span("gorm.Query", "tasks", 10),
      span("gorm.Query", "users", 500),
      span("b2.PutObject", "honeydue-documents", 800),
    ];
    expect(usualCalls(rows, usual).map(({ name, standing }) => [name, standing.kind])).toEqual([
      ["b2.PutObject", "usual"],
      ["gorm.Query", "usual"],
    ]);
    expect(usualKeyOfSpan({ name: "service.ListTasks", target: "" })).toBeNull();
  });
});

it("compares one span with its own usual, with no more figures than the trace needs", () => {
  const rows = [span("GET /api/tasks/", "", 5800), span("gorm.Query", "tasks", 270)];
  const figures = figuresOfSpans(rows, usual);
  expect(Object.keys(figures)).toEqual(["call-p50 database tasks query"]);
  expect(rows.map((row) => usualOfSpan(row, figures)?.standing ?? null)).toEqual([
    null,
    { kind: "far-above", times: 30 },
  ]);
});

it.each([
  ["gorm.Query", "tasks", "call-p50 database tasks query"],
  ["b2.PutObject", "docs", "call-p50 b2 docs"],
  ["xgorm.Query", "tasks", null],
  ["gorm.Query.x", "tasks", null],
  ["a b2.PutObject", "docs", null],
  ["apns.send", "", null],
])("a %s on %s has its usual duration under %s", (name, target, key) => {
  expect(usualKeyOfSpan({ name, target })).toBe(key);
});

it("counts what calls took less than usual against what they took more", () => {
  const rows = [span("gorm.Query", "tasks", 5), span("gorm.Query", "tasks", 12), span("gorm.Query", "tasks", 10)];
  expect(usualCalls(rows, usual)).toMatchObject([{ count: 3, medianMs: 10, excessMs: 0 }]);
  const slow = [span("gorm.Query", "tasks", 10), span("b2.PutObject", "honeydue-documents", 699)];
  expect(usualCalls(slow, usual).map(({ excessMs }) => excessMs)).toEqual([1, -1]);
});
