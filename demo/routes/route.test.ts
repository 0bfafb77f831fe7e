import { describe, expect, it } from "vitest";
import { routeNames, routes } from "./index";
import { findRoute, matchPath } from "./route";

describe("matchPath", () => {
  it("matches as Echo does: the trailing slash belongs to the route", () => {
    expect(matchPath("/api/residences/:id/", "/api/residences/3/")).toEqual({ id: "3" });
    expect(matchPath("/api/residences/:id/", "/api/residences/3")).toBeNull();
    expect(matchPath("/api/residences/:id/", "/api/residences//")).toBeNull();
  });
});

describe("the route table", () => {
  it("has Echo patterns with a trailing slash, each pair of method and pattern once", () => {
    for (const { pattern } of routes) expect(pattern).toMatch(/^\/api\/([a-z]+\/|:id\/)+$/);
    expect(new Set(routeNames).size).toBe(routeNames.length);
  });

  it("finds a route and its id", () => {
    const { pattern, route, id } = findRoute(routes, "GET", "/api/residences/17/");
    expect([pattern, route?.method, id]).toEqual(["/api/residences/:id/", "GET", 17]);
  });

  it("keeps the pattern of a path that lacks the method, and has none for an unknown path", () => {
    expect(findRoute(routes, "DELETE", "/api/residences/17/")).toMatchObject({
      pattern: "/api/residences/:id/",
      route: undefined,
    });
    expect(findRoute(routes, "GET", "/.env")).toMatchObject({ pattern: "", route: undefined });
    expect(findRoute(routes, "GET", "/api/tasks")).toMatchObject({ pattern: "", route: undefined });
  });

  it("prefers a fixed path to one with an id", () => {
    expect(findRoute(routes, "GET", "/api/notifications/unread/").pattern).toBe("/api/notifications/unread/");
  });
});
