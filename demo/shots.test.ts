import { describe, expect, it } from "vitest";
import { createRandom } from "./random";
import { routeName, routes } from "./routes/index";
import { findRoute } from "./routes/route";
import { drawShot } from "./shots";
import { parentOf, ROOT_CONTEXT } from "./tracing";

const drawMany = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => drawShot(random, index + 1));
};

describe("drawShot", () => {
  it("repeats itself with its seed", () => {
    expect(drawMany(42, 100)).toEqual(drawMany(42, 100));
    expect(drawMany(42, 100)).not.toEqual(drawMany(43, 100));
  });

  it("asks for every route, and for some things that no route answers", () => {
    const matches = drawMany(42, 5000).map(({ method, path }) => ({ method, ...findRoute(routes, method, path) }));
    const asked = new Set(matches.flatMap(({ route }) => (route ? [routeName(route)] : [])));
    expect(asked).toEqual(new Set(routes.map(routeName)));
    const without = matches.filter(({ route }) => !route).length / matches.length;
    expect(without).toBeGreaterThan(0.01);
    expect(without).toBeLessThan(0.05);
    expect(matches.some(({ method, pattern }) => method === "PROPFIND" && pattern === "/api/tasks/")).toBe(true);
  });

  it("carries a parent that is well formed now and then", () => {
    const parents = drawMany(42, 2000).flatMap(({ headers }) => headers.traceparent ?? []);
    expect(parents.length).toBeGreaterThan(10);
    expect(parents.length).toBeLessThan(100);
    for (const parent of parents) expect(parentOf(parent)).not.toBe(ROOT_CONTEXT);
  });
});

describe("parentOf", () => {
  it.each([undefined, "", "00-0-0-01", `00-${"0".repeat(32)}-${"1".repeat(16)}-01`])("makes a root of %s", (header) => {
    expect(parentOf(header)).toBe(ROOT_CONTEXT);
  });
});
