import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleDoubt, summarizeComparison } from "./summarize";
import type { TraceComparison } from "./trace-types";
import type { Change, Comparison } from "./types";

const side = (value: number) => ({ requests: 500, value });
const change = (before: number, after: number, name = "GET /api/tasks/"): Change => ({
  before,
  after,
  ranked:
    before === after
      ? []
      : [{ name, before: side(before), after: side(after), contribution: after - before, certain: true }],
  rest: { names: 3, contribution: 0 },
});
const found = (latency: Change, errors: Change): Extract<Comparison, { enough: true }> => ({
  enough: true,
  beforeRequests: 1000,
  afterRequests: 1000,
  latency,
  errors,
  dependencies: [],
});
const read = (before: [number, number], after: [number, number]): Extract<TraceComparison, { enough: true }> => ({
  looked: "",
  route: null,
  enough: true,
  before: { requests: 40, meanMs: before[0], failed: before[1] },
  after: { requests: 40, meanMs: after[0], failed: after[1] },
  statements: { ranked: [], rest: { names: 0, contributionMs: 0 }, elsewhereMs: 0 },
  latency: { ranked: [], looked: 0 },
  errors: { ranked: [], looked: 0 },
});

describe("summarizeComparison", () => {
  it.each([
    [
      found(change(22, 916), change(0, 0)),
      "worse",
      "Requests take 916 ms on average instead of 22 ms, mostly GET /api/tasks/; as many fail as before, 0 %.",
    ],
    [
      found(change(22, 22), change(0.001, 0.2)),
      "worse",
      "20 % fail instead of 0.1 %, mostly GET /api/tasks/; requests take as long as before, 22 ms on average.",
    ],
    [found(change(916, 22), change(0, 0)), "better", null],
    [found(change(22, 916), change(0.2, 0)), "mixed", null],
    [found(change(22, 22.5), change(0, 0)), "same", null],
  ] as const)("%#", (comparison, tendency, text) => {
    const summary = summarizeComparison(comparison);
    expect(summary.tendency).toBe(tendency);
    if (text) expect(summary.text).toBe(text);
  });

  it("calls nothing worse that did not rise", () => {
    const figure = fc.integer({ min: 0, max: 5000 });
    let worse = 0;
    fc.assert(
      fc.property(figure, figure, (before, after) => {
        const { tendency } = summarizeComparison(found(change(before, after), change(0, 0)));
        if (tendency === "worse") worse += 1;
        if (tendency === "worse") expect(after).toBeGreaterThan(before);
        if (tendency === "better") expect(after).toBeLessThan(before);
      }),
    );
    expect(worse).toBeGreaterThan(0);
  });
});

describe("sampleDoubt", () => {
  const slower = found(change(22, 916), change(0, 0));
  it("says that a sample does not show what metrics count", () => {
    expect(sampleDoubt(slower, read([30, 0], [28, 0]), null)).toContain("the mean went from 22 ms to 916 ms");
    expect(sampleDoubt(slower, read([30, 0], [800, 0]), null)).toBeNull();
    expect(sampleDoubt(slower, read([30, 0], [28, 0]), "GET /api/tasks/")).not.toBeNull();
    expect(sampleDoubt(slower, read([30, 0], [28, 0]), "POST /api/documents/")).toBeNull();
  });
  it("does so for failures too, and says nothing where metrics say nothing", () => {
    const failing = found(change(22, 22), change(0, 0.25));
    expect(sampleDoubt(failing, read([22, 0], [22, 1]), null)).toContain("failures went from 0 % to 25 %");
    expect(sampleDoubt(failing, read([22, 0], [22, 12]), null)).toBeNull();
    expect(sampleDoubt(found(change(22, 22), change(0, 0)), read([22, 0], [900, 9]), null)).toBeNull();
  });
});
