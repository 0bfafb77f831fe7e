import { describe, expect, it } from "vitest";
import { facts, nowMs, route, windowOf } from "../testing/facts";
import { probeDead } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findNoTraffic, findOnlyOwnProbes } from "./traffic";

const present = { place: "api", phase: "present", subject: null, reason: null, sinceMs: null, explains: [] } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;

describe("nobody asks the API anything", () => {
  it("over what was measured", () => {
    expect(findNoTraffic(facts({ requests: windowOf([]) })).map(told)).toEqual([
      {
        ...{ ...present, code: "no-traffic", severity: "warn" },
        evidence: [["requests", 0, "count", 300_000, "/#rate"]],
      },
    ]);
  });

  it("is not said before half a window was seen, of an API that is down, nor where nothing is counted", () => {
    const covered = (coveredSeconds: number) => facts({ requests: windowOf([], { coveredSeconds }) });
    expect(findNoTraffic(covered(149))).toEqual([]);
    expect(findNoTraffic(covered(150))).toMatchObject([{ evidence: [{ overMs: 150_000 }] }]);
    expect(findNoTraffic({ ...covered(300), probe: probeDead })).toEqual([]);
    expect(findNoTraffic(facts({ requests: empty }))).toEqual([]);
    expect(findNoTraffic(facts({ requests: windowOf([route("GET /a/", { requests: 1 })]) }))).toEqual([]);
  });
});

describe("only its health URL is asked", () => {
  const asked = (...names: string[]) => windowOf(names.map((name) => route(name, { requests: 30 })));

  it("with how many requests there were, and how many of them the console sent", () => {
    expect(findOnlyOwnProbes(facts({ requests: asked("GET /api/health/") })).map(told)).toEqual([
      {
        ...{ ...present, code: "only-own-probes", severity: "info" },
        evidence: [
          ["requests", 30, "count", 300_000, "/#rate"],
          ["own", 20, "count", 300_000, null],
        ],
      },
    ]);
    const ownProbes = { route: "/api/health/", sent: 50 };
    expect(findOnlyOwnProbes(facts({ requests: asked("GET /api/health/"), ownProbes }))).toMatchObject([
      { evidence: [{}, { value: 30 }] },
    ]);
  });

  it.each([
    ["/api/health", "GET /api/health/", 1],
    ["/api/health//", "GET /api/health", 1],
    ["/api/health/", "POST /api/health/", 0],
    ["/api/health/", "GET /api/health/x", 0],
    ["/api/health/", "GET /api//health/", 0],
  ])("%s against %s: %i", (path, name, count) => {
    expect(findOnlyOwnProbes(facts({ requests: asked(name), ownProbes: { route: path, sent: 20 } }))).toHaveLength(
      count,
    );
  });

  it("is not said beside any other request, nor of an API that is down", () => {
    const health = route("GET /api/health/", { requests: 30 });
    const beside = (requests: number) => facts({ requests: windowOf([health, route("GET /a/", { requests })]) });
    expect(findOnlyOwnProbes(beside(1))).toEqual([]);
    expect(findOnlyOwnProbes(beside(0))).toHaveLength(1);
    expect(findOnlyOwnProbes({ ...beside(0), probe: probeDead })).toEqual([]);
    expect(findOnlyOwnProbes({ ...beside(0), ownProbes: null })).toEqual([]);
    expect(findOnlyOwnProbes(facts({ requests: empty }))).toEqual([]);
    expect(findOnlyOwnProbes(facts({ requests: windowOf([]) }))).toEqual([]);
  });
});
