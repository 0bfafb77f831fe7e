import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsAround, highestBoundMs, readBounds } from "./bounds";

const of = (route: string, ...les: string[]) => les.map((le) => ({ labels: { method: "GET", route, le } }));
const bounds = readBounds([
  ...of("/api/tasks/", "0.25", "0.5", "1", "2.5", "+Inf"),
  ...of("/api/documents/", "1.0", "10", "+Inf"),
  ...of("/api/native/", ""),
  ...of("/api/count/", "+Inf"),
]);

describe("readBounds", () => {
  it("treats a bound as the same however it is spelled, and leaves out what is not a number", () => {
    expect(bounds.spellings.get(1)).toEqual(["1", "1.0"]);
    expect(bounds.byRoute.get("GET /api/native/")).toBeUndefined();
    const odd = readBounds([...of("/a", "sInf", "Infs", "x"), { labels: { method: "GET", route: "/b" } }]);
    expect([odd.byRoute.size, odd.spellings.size]).toEqual([0, 0]);
  });

  it("knows the bound of all requests in each of its spellings", () => {
    const infinite = readBounds([...of("/a", "+Inf"), ...of("/b", "Inf"), ...of("/c", "+inf")]);
    expect(infinite.spellings.get(Number.POSITIVE_INFINITY)).toEqual(["+Inf", "Inf", "+inf"]);
    expect(infinite.byRoute.size).toBe(3);
  });
});

describe("highestBoundMs", () => {
  it("is the highest finite one, null without any", () => {
    expect(highestBoundMs(bounds, "GET /api/tasks/")).toBe(2500);
    expect(highestBoundMs(bounds, "GET /api/count/")).toBeNull();
    expect(highestBoundMs(bounds, "GET /api/native/")).toBeNull();
  });
});

describe("boundsAround", () => {
  it("has no bound of a route that does not reach the limit, and sorts what others have", () => {
    const two = readBounds([...of("/short", "0.1", "0.2", "+Inf"), ...of("/long", "5", "10", "0.5", "+Inf")]);
    expect(boundsAround(two, 1000)).toEqual(["+Inf", "0.5", "5"]);
  });
  it.each([
    ["at a bound, spelled in both ways", 1000, ["+Inf", "1", "1.0"]],
    ["between bounds, of each route its own", 2000, ["+Inf", "1", "1.0", "10", "2.5"]],
    ["below all", 100, ["+Inf", "0.25", "1", "1.0"]],
    ["above some", 5000, ["+Inf", "1", "1.0", "10"]],
    ["above all: nothing can tell", 20_000, []],
  ])("%s", (_label, limitMs, expected) => {
    expect(boundsAround(bounds, limitMs)).toEqual(expected.toSorted());
  });

  it("has the bucket in which the limit falls, of every route that reaches it", () => {
    const sets = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, size: "medium" }), {
      minLength: 1,
    });
    let reached = 0;
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 40 }), (routes, limit) => {
        const read = readBounds(routes.flatMap((les, index) => of(`/r${index}`, ...les.map(String), "+Inf")));
        const found = boundsAround(read, limit * 1000);
        for (const les of routes) {
          const above = les.filter((le) => le >= limit);
          if (above.length === 0) continue;
          reached += 1;
          expect(found).toContain(String(Math.min(...above)));
          const below = les.filter((le) => le <= limit);
          if (below.length > 0) expect(found).toContain(String(Math.max(...below)));
        }
      }),
    );
    expect(reached).toBeGreaterThan(100);
  });
});
