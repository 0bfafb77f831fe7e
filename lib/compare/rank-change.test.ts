import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankChange } from "./rank-change";
import type { Slice } from "./types";

const slices = (given: Record<string, [requests: number, errors: number, meanMs: number]>): Map<string, Slice> =>
  new Map(
    Object.entries(given).map(([name, [requests, errors, meanMs]]) => [
      name,
      { requests, errors, seconds: (requests * meanMs) / 1000 },
    ]),
  );

describe("rankChange", () => {
  it("blames the route that got slower, by as much as the whole did", () => {
    const before = slices({ "GET /a/": [500, 0, 50], "POST /b/": [500, 0, 100] });
    const after = slices({ "GET /a/": [500, 0, 50], "POST /b/": [500, 0, 300] });
    const change = rankChange(before, after, "latency");
    expect([change.before, change.after]).toEqual([75, 175]);
    expect(change.ranked).toMatchObject([{ name: "POST /b/", contribution: 100 }]);
    expect(change.rest.contribution).toBeCloseTo(0, 9);
  });

  it("blames no route for a shift of traffic towards a slow one: none of them changed", () => {
    const before = slices({ "GET /a/": [900, 0, 50], "POST /b/": [100, 0, 500] });
    const after = slices({ "GET /a/": [500, 0, 50], "POST /b/": [500, 0, 500] });
    const change = rankChange(before, after, "latency");
    expect(change.ranked).toEqual([]);
    expect(change.rest.contribution).toBeCloseTo(change.after - change.before, 9);
  });

  it("ranks an error ratio that chance does not explain, and not one that it does", () => {
    const before = slices({ "GET /a/": [1000, 2, 50], "GET /b/": [1000, 1, 50] });
    const after = slices({ "GET /a/": [1000, 60, 50], "GET /b/": [1000, 3, 50] });
    expect(rankChange(before, after, "errors").ranked.map(({ name }) => name)).toEqual(["GET /a/"]);
  });

  it("ranks nothing of a handful of requests", () => {
    const change = rankChange(slices({ "GET /a/": [19, 0, 50] }), slices({ "GET /a/": [19, 19, 5000] }), "latency");
    expect(change.ranked).toEqual([]);
    expect(change.rest).toMatchObject({ names: 1 });
  });

  it("ranks a route that is new and fails", () => {
    const before = slices({ "GET /a/": [1000, 0, 50] });
    const after = slices({ "GET /a/": [1000, 0, 50], "POST /new/": [100, 50, 50] });
    expect(rankChange(before, after, "errors").ranked).toMatchObject([{ name: "POST /new/", before: { value: null } }]);
  });

  it("splits the change exactly, whatever the routes did, appeared and vanished included", () => {
    const amount = fc.integer({ min: 1, max: 5000 });
    const slice = fc
      .record({
        requests: amount,
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        meanMs: fc.integer({ min: 0, max: 9000 }),
      })
      .map(
        ({ requests, share, meanMs }): Slice => ({
          requests,
          errors: requests * share,
          seconds: (requests * meanMs) / 1000,
        }),
      );
    const window = fc
      .dictionary(fc.constantFrom("a", "b", "c", "d", "e"), slice, { minKeys: 1 })
      .map((given) => new Map(Object.entries(given)));
    fc.assert(
      fc.property(window, window, fc.constantFrom("latency" as const, "errors" as const), (before, after, quantity) => {
        const change = rankChange(before, after, quantity);
        const parts = change.ranked.reduce((sum, { contribution }) => sum + contribution, change.rest.contribution);
        expect(parts).toBeCloseTo(change.after - change.before, 6);
      }),
    );
  });
});
