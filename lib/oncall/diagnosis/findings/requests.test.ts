import { describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { diagnose } from "../diagnose";
import type { Facts } from "../facts/types";
import { documents, facts, failing, nowMs, quiet, route, slow, tasks, windowOf } from "../testing/facts";
import { probeDead } from "../testing/fault-parts";
import { factsOf, told } from "../testing/told";
import {
  failingRoutes,
  findNoFiniteBucket,
  findRequestsFailing,
  findRequestsSlow,
  findRouteErrorsFew,
  findRoutesFailing,
  findRoutesSlow,
  slowRoutes,
} from "./requests";

const present = { place: "api", phase: "present", reason: null, sinceMs: null } as const;
const routeNamed = (name: string) => ({ kind: "route", id: name, name });
const tasksHref = "/routes?route=GET+%2Fapi%2Ftasks%2F";
const known = (routes: Parameters<typeof windowOf>[0], changes: Partial<Facts> = {}) =>
  facts({ requests: windowOf([...routes, ...quiet]), ...changes });
const ofAll = [findRoutesFailing, findRequestsFailing, findRouteErrorsFew, findRoutesSlow, findRequestsSlow];

describe("what requests suffer from", () => {
  const bad = known([failing(tasks, 0.5), slow(documents, 3100), route("GET /few/", { requests: 133, errors: 2 })]);
  it("is not told of an API that is down, nor where nothing is counted", () => {
    const empty = { state: "empty", askedAtMs: nowMs } as const;
    for (const find of [...ofAll, findNoFiniteBucket]) {
      expect(find({ ...bad, probe: probeDead })).toEqual([]);
      expect(find({ ...bad, requests: empty })).toEqual([]);
      expect(find(facts())).toEqual([]);
    }
    expect([failingRoutes(bad), slowRoutes(bad)].map((routes) => routes.length)).toEqual([1, 1]);
    expect([failingRoutes(facts()), slowRoutes(facts())]).toEqual([[], []]);
    expect([failingRoutes({ ...bad, requests: empty }), slowRoutes({ ...bad, requests: empty })]).toEqual([[], []]);
  });
});

describe("a route fails", () => {
  it("with how often over both windows", () => {
    expect(findRoutesFailing(known([failing(tasks, 0.5)])).map(told)).toEqual([
      {
        ...{ ...present, code: "route-failing", severity: "bad", subject: routeNamed(tasks) },
        evidence: [
          ["errors", 150, "count", 300_000, tasksHref],
          ["requests", 300, "count", 300_000, tasksHref],
          ["error-ratio", 0.5, "ratio", 300_000, tasksHref],
          ["error-ratio", 0.5, "ratio", 60_000, tasksHref],
        ],
        explains: ["requests-failing"],
      },
    ]);
    const silent = { short: { requests: 0, errors: 0, slow: 0 } };
    expect(findRoutesFailing(known([failing(tasks, 0.5, silent)]))[0]?.evidence).toHaveLength(3);
  });

  it("by its own limit, and as a warning below the graver one", () => {
    const limited = (name: string, errorRatioWarn: number) => ({
      thresholds: { ...defaultThresholds, routes: { [name]: { errorRatioWarn, errorRatioBad: 0.9 } } },
    });
    const severityOf = (changes: Partial<Facts>) =>
      findRoutesFailing(known([failing(tasks, 0.5)], changes))[0]?.severity;
    expect(severityOf(limited(tasks, 0.2))).toBe("warn");
    expect(severityOf(limited(tasks, 0.8))).toBeUndefined();
    expect(severityOf(limited(documents, 0.8))).toBe("bad");
  });

  it("worst first, and they are the cause where they have most of the errors", () => {
    const found = findRoutesFailing(known([failing(tasks, 0.2), failing(documents, 0.9)]));
    expect(found.map(({ subject }) => subject?.name)).toEqual([documents, tasks]);
    expect(found.every(({ explains }) => explains.length === 1)).toBe(true);
    const others = (count: number) => Array.from({ length: count }, (_, at) => route(`GET /r${at}/`, { errors: 2 }));
    const explained = (count: number) => findRoutesFailing(known([failing(tasks, 0.2), ...others(count)]))[0]?.explains;
    // 60 errors of 74 are more than four in five; of 76 they are fewer.
    expect([explained(7), explained(8)]).toEqual([[{ code: "requests-failing" }], []]);
    const fifth = [...others(7), route("GET /one/", { errors: 1 })];
    expect(findRoutesFailing(known([failing(tasks, 0.2), ...fifth]))[0]?.explains).toHaveLength(1);
  });
});

describe("requests of all routes together fail", () => {
  it("with how often, and what single routes show of it", () => {
    const all = factsOf("all routes fail a little");
    expect(findRequestsFailing(all).map(told)).toEqual([
      {
        ...{ ...present, code: "requests-failing", severity: "warn", subject: null },
        evidence: [
          ["errors", 36, "count", 300_000, "/#errors"],
          ["requests", 1800, "count", 300_000, "/#errors"],
          ["error-ratio", 0.02, "ratio", 300_000, "/#errors"],
          ["error-ratio", 12 / 360, "ratio", 60_000, "/#errors"],
        ],
        explains: ["route-errors-few"],
      },
    ]);
    expect(diagnose(all).folded.map(({ finding }) => finding.code)).toEqual(Array(3).fill("route-errors-few"));
  });
});

describe("some errors that may be chance", () => {
  it("are counted without a colour, the three routes with most", () => {
    const few = (name: string, errors: number) => route(name, { requests: 133, errors });
    const found = findRouteErrorsFew(known([few(tasks, 2), few("GET /b/", 3), few("GET /c/", 2), few("GET /d/", 2)]));
    expect(found.map(({ subject }) => subject?.name)).toEqual(["GET /b/", tasks, "GET /c/"]);
    expect(found.slice(1, 2).map(told)).toEqual([
      {
        ...{ ...present, code: "route-errors-few", severity: "info", subject: routeNamed(tasks), explains: [] },
        evidence: [
          ["errors", 2, "count", 300_000, tasksHref],
          ["requests", 133, "count", 300_000, tasksHref],
          ["error-ratio", 2 / 133, "ratio", 300_000, tasksHref],
        ],
      },
    ]);
  });

  it("are two at least, and above the limit by their share", () => {
    const one = (errors: number, requests: number) => findRouteErrorsFew(known([route(tasks, { errors, requests })]));
    expect([one(1, 20), one(2, 133), one(2, 201)].map((found) => found.length)).toEqual([0, 1, 0]);
  });
});

describe("a route is slow", () => {
  it("with its p95, the limit, what it was earlier, and the share above the limit", () => {
    expect(findRoutesSlow(known([slow(tasks, 3100)])).map(told)).toEqual([
      {
        ...{ ...present, code: "route-slow", severity: "bad", subject: routeNamed(tasks) },
        evidence: [
          ["p95", 3100, "ms", 300_000, tasksHref],
          ["limit", 1000, "ms", null, null],
          ["earlier-p95", 75, "ms", null, null],
          ["slow-ratio", 0.8, "ratio", 300_000, null],
          ["slow-ratio", 0.8, "ratio", 60_000, null],
        ],
        explains: ["requests-slow", ["no-finite-bucket", tasks]],
      },
    ]);
  });

  it("by its mean, where no bucket can tell", () => {
    const without = { slow: null, p95Ms: null, percentileGap: "no-finite-bucket", highestBoundMs: null } as const;
    const short = { requests: 60, errors: 0, slow: null };
    const found = findRoutesSlow(known([route(tasks, { ...without, meanMs: 3000, earlierP95Ms: null, short })]));
    expect(found.map(told)[0]?.evidence).toEqual([
      ["mean", 3000, "ms", 300_000, tasksHref],
      ["limit", 1000, "ms", null, null],
    ]);
    const silent = { requests: 0, errors: 0, slow: 0 };
    const ratios = (short: typeof silent) =>
      findRoutesSlow(known([slow(tasks, 3100, { short })]))[0]?.evidence.filter(({ name }) => name === "slow-ratio");
    expect(ratios(silent)).toHaveLength(1);
  });

  it("over its highest bucket it is above that, and no figure", () => {
    const nameOf = (p95Ms: number, highestBoundMs: number | null) =>
      findRoutesSlow(known([slow(tasks, p95Ms, { highestBoundMs })]))[0]?.evidence[0]?.name;
    expect([nameOf(10_000, 10_000), nameOf(9999, 10_000), nameOf(9999, null)]).toEqual(["p95-over", "p95", "p95"]);
    const unknown = findRoutesSlow(known([slow(tasks, 3100, { p95Ms: null })]));
    expect(unknown[0]?.evidence.map(({ name }) => name)).toEqual([
      "mean",
      "limit",
      "earlier-p95",
      "slow-ratio",
      "slow-ratio",
    ]);
  });

  it("slowest first, by the mean where there is no p95, and by its own limit", () => {
    const without = { slow: null, p95Ms: null, highestBoundMs: null };
    const mean = (name: string, meanMs: number) => route(name, { ...without, meanMs });
    const found = findRoutesSlow(known([slow(tasks, 2500), mean("GET /b/", 3000), slow(documents, 4000)]));
    expect(found.map(({ subject }) => subject?.name)).toEqual([documents, "GET /b/", tasks]);
    const turned = findRoutesSlow(known([mean("GET /b/", 3000), slow(documents, 4000), slow(tasks, 2500)]));
    expect(turned).toEqual(found);
    const thresholds = { ...defaultThresholds, routes: { [tasks]: { slowP95Ms: 2000 } } };
    const [own] = findRoutesSlow(known([slow(tasks, 3100)], { thresholds }));
    expect(own).toMatchObject({ severity: "warn", evidence: [{}, { name: "limit", value: 2000 }, {}, {}, {}] });
  });
});

describe("requests of all routes together are slow", () => {
  it("with the p95 of all", () => {
    const each = [tasks, documents, "GET /c/", "GET /d/"].map((name) =>
      route(name, { requests: 40, slow: 6, short: { requests: 8, errors: 0, slow: 1 } }),
    );
    const all = facts({ requests: windowOf(each, { p95Ms: 1200 }) });
    expect(findRequestsSlow(all).map(told)).toEqual([
      {
        ...{ ...present, code: "requests-slow", severity: "warn", subject: null, explains: [] },
        evidence: [
          ["p95", 1200, "ms", 300_000, "/#latency"],
          ["limit", 1000, "ms", null, null],
          ["slow-ratio", 0.15, "ratio", 300_000, null],
          ["slow-ratio", 0.125, "ratio", 60_000, null],
        ],
      },
    ]);
    const noBuckets = windowOf(each, { slow: null, p95Ms: null, short: { requests: 32, errors: 0, slow: null } });
    expect(findRequestsSlow(facts({ requests: noBuckets }))).toEqual([]);
  });
});

it("names the one route without a finite bucket, and counts several", () => {
  const without = (name: string) => route(name, { percentileGap: "no-finite-bucket" });
  const of = (...routes: Parameters<typeof windowOf>[0]) => findNoFiniteBucket(known(routes)).map(told);
  const notice = { ...present, code: "no-finite-bucket", severity: "info", explains: [] };
  expect(of(without(tasks), route(documents, { percentileGap: "few-requests" }))).toEqual([
    { ...notice, subject: routeNamed(tasks), evidence: [["routes", 1, "count", null, "/#routes"]] },
  ]);
  expect(of(without(tasks), without(documents))).toEqual([
    { ...notice, subject: null, evidence: [["routes", 2, "count", null, "/#routes"]] },
  ]);
});
