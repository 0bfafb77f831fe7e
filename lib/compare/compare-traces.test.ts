import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTraces, traceMinRequests } from "./compare-traces";
import { rankAttributes } from "./rank-attributes";
import { rankStatements } from "./rank-statements";
import type { RequestSample, StatementUse } from "./trace-types";

type Made = { statements?: Record<string, number>; elsewhereMs?: number; failed?: boolean; attributes?: string[] };
const request = (index: number, { statements = {}, elsewhereMs = 5, failed = false, attributes = [] }: Made) => {
  const uses = Object.entries(statements).map(([name, selfMs]): [string, StatementUse] => [
    name,
    { calls: 1, selfMs, failed: 0 },
  ]);
  const sample: RequestSample = {
    traceId: `t${index}`,
    durationMs: elsewhereMs + uses.reduce((sum, [, { selfMs }]) => sum + selfMs, 0),
    failed,
    statements: new Map(uses),
    attributes: new Set(attributes),
  };
  return sample;
};
const requests = (count: number, make: (index: number) => Made) =>
  Array.from({ length: count }, (_, index) => request(index, make(index)));
/** A little different each time, as real durations are. */
const about = (ms: number, index: number) => ms * (1 + ((index * 7) % 11) / 50);
const listAndCount = (listMs: number) => (index: number) => ({
  statements: { list: about(listMs, index), count: about(2, index) },
});

describe("comparing the traces of two windows", () => {
  it("blames the statement that got slower, by its part of the change", () => {
    const found = rankStatements(requests(40, listAndCount(4)), requests(60, listAndCount(104)));
    expect(found.ranked.map(({ statement }) => statement)).toEqual(["list"]);
    expect(found.ranked[0]).toMatchObject({ before: { calls: 40, requests: 40 }, after: { calls: 60, requests: 60 } });
    expect(found.ranked[0]?.contributionMs).toBeGreaterThan(100);
    expect(found.rest.names).toBe(1);
  });

  it("ranks a statement that is new, and not one that ran in a handful of requests", () => {
    const after = requests(40, (index) => ({
      statements: { list: 4, ...(index % 2 ? { lock: about(50, index) } : {}), ...(index < 4 ? { rare: 900 } : {}) },
    }));
    const found = rankStatements(
      requests(40, () => ({ statements: { list: 4 } })),
      after,
    );
    expect(found.ranked.map(({ statement }) => statement)).toEqual(["lock"]);
    expect(found.ranked[0]?.before).toMatchObject({ requests: 0, perRequestMs: 0 });
  });

  it("ranks the host whose requests began to fail, and none of the others", () => {
    const hosts = ["api-1", "api-2", "api-3"];
    const window = (isBad: boolean) =>
      requests(60, (index) => {
        const host = hosts[index % 3];
        const failed = isBad && host === "api-2" && index % 2 === 0;
        return { attributes: [`host.name=${host}`, "deployment.environment.name=prod"], failed };
      });
    const { ranked } = rankAttributes(window(false), window(true), "errors");
    expect(ranked.map(({ key, value }) => `${key} ${value}`)).toEqual(["host.name api-2"]);
    expect(ranked[0]).toMatchObject({ before: { requests: 20, value: 0 }, after: { requests: 20, value: 0.5 } });
    expect(rankAttributes(window(false), window(true), "latency").ranked).toEqual([]);
  });

  it("blames no user agent when all of them got slower", () => {
    const window = (ms: number) =>
      requests(90, (index) => ({
        elsewhereMs: about(ms, index),
        attributes: [`user_agent.original=app ${index % 3}`],
      }));
    expect(rankAttributes(window(10), window(400), "latency").ranked).toEqual([]);
  });

  it("ranks a kind of failure that is new", () => {
    const after = requests(60, (index) =>
      index % 10 === 0 ? { failed: true, attributes: ["exception.type=*pgconn.PgError"] } : {},
    );
    const { ranked } = rankAttributes(
      requests(60, () => ({})),
      after,
      "errors",
    );
    expect(ranked).toMatchObject([{ key: "exception.type", value: "*pgconn.PgError", before: { value: null } }]);
  });

  it("keeps a value with an equals sign whole, and looks at no more values than it can hold", () => {
    const before = requests(200, (index) => ({ attributes: [`user_agent.original=a=${index}`], elsewhereMs: 10 }));
    expect(rankAttributes(before, before, "latency")).toEqual({ ranked: [], looked: 20 });
    const one = (ms: number) =>
      requests(60, (index) => ({
        elsewhereMs: about(index % 2 ? ms : 10, index),
        attributes: index % 2 ? ["user_agent.original=a=b c"] : [],
      }));
    expect(rankAttributes(one(10), one(400), "latency").ranked).toMatchObject([
      { key: "user_agent.original", value: "a=b c" },
    ]);
  });

  it("compares nothing below the requests that each window needs", () => {
    const few = requests(traceMinRequests - 1, listAndCount(4));
    expect(compareTraces(few, requests(500, listAndCount(900)))).toMatchObject({
      enough: false,
      reason: expect.stringContaining(`${traceMinRequests - 1} requests with a trace before and 500 after`),
    });
    expect(compareTraces([], [])).toMatchObject({ enough: false });
  });

  const anyRequest = fc
    .record({
      statements: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.double({ min: 0, max: 5000, noNaN: true })),
      elsewhereMs: fc.double({ min: 0, max: 1000, noNaN: true }),
      failed: fc.boolean(),
      attributes: fc.uniqueArray(fc.constantFrom("h=1", "h=2", "v=1", "v=2", "u=x"), { maxLength: 3 }),
    })
    .map((made) => request(0, made));
  const anyWindow = fc.array(anyRequest, { minLength: 1, maxLength: 60 });

  it("splits the change of the mean exactly, whatever the statements did", () => {
    fc.assert(
      fc.property(anyWindow, anyWindow, (before, after) => {
        const { ranked, rest, elsewhereMs } = rankStatements(before, after);
        const mean = (all: RequestSample[]) => all.reduce((sum, { durationMs }) => sum + durationMs, 0) / all.length;
        const parts = ranked.reduce((sum, { contributionMs }) => sum + contributionMs, rest.contributionMs);
        expect(parts + elsewhereMs).toBeCloseTo(mean(after) - mean(before), 4);
      }),
    );
  });

  it("ranks nothing of a window against itself, in any order", () => {
    const itself = anyWindow.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(itself, ([before, after]) => {
        expect(rankStatements(before, after).ranked).toEqual([]);
        expect(rankAttributes(before, after, "latency").ranked).toEqual([]);
        expect(rankAttributes(before, after, "errors").ranked).toEqual([]);
      }),
    );
  });
});
