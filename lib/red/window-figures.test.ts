import { describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { readBounds } from "./bounds";
import { readTargets } from "./read-targets";
import { buildRedTable } from "./red-table";
import { routeNameOfLabels } from "./route-name";
import type { RouteRed } from "./types";
import { buildWindowFigures, coveredSecondsOf, type WindowInput } from "./window-figures";

const route = { method: "GET", route: "/a" };
const counts = (ok: number, failed: number) => [
  { labels: { ...route, status: "2xx" }, value: ok },
  { labels: { ...route, status: "5xx" }, value: failed },
];
const share = (value: number) => [
  { labels: {}, value },
  { labels: route, value },
];
const input = (more: Partial<WindowInput> = {}): WindowInput => ({
  long: { counts: counts(38, 2), slowShares: share(0.25) },
  short: { counts: counts(8, 0), slowShares: share(0.5) },
  p95: [
    { labels: {}, value: 0.9 },
    { labels: route, value: 1.2 },
  ],
  timeSpent: [{ labels: route, value: 8 }],
  bounds: readBounds([{ labels: { ...route, le: "5" } }]),
  table: [],
  coveredSeconds: 300,
  windowSeconds: 300,
  shortSeconds: 60,
  thresholds: defaultThresholds,
  ...more,
});

describe("the seconds of a window that have data", () => {
  const at = { nowMs: 1_000_000, intervalSeconds: 15 };
  const first = (value: number) => [{ labels: { window: "300" }, value }];
  it.each([
    ["all of it when nobody knows", [], 300],
    ["from an interval before the first scrape on", first(900), 115],
    ["never more than the window", first(100), 300],
    ["at least an interval", first(1100), 15],
    ["by its own answer", [{ labels: { window: "60" }, value: 990 }], 300],
  ])("%s", (_, samples, seconds) => expect(coveredSecondsOf(samples, 300, at)).toBe(seconds));
});

describe("the figures of a window", () => {
  it("are none without any series, which is not the same as no requests", () => {
    expect(buildWindowFigures(input({ long: { counts: [], slowShares: [] } }))).toBeNull();
  });

  it("add up requests and errors, and have the slow ones and the mean", () => {
    const figures = buildWindowFigures(input());
    expect(figures).toMatchObject({
      requests: 40,
      errors: 2,
      windowSeconds: 300,
      coveredSeconds: 300,
      shortSeconds: 60,
    });
    expect(figures?.short).toMatchObject({ requests: 8, errors: 0 });
    const [row] = figures?.routes ?? [];
    expect(row).toMatchObject({ name: "GET /a", requests: 40, errors: 2, meanMs: 200, seconds: 8, earlierP95Ms: null });
    expect(row?.short).toMatchObject({ requests: 8, errors: 0 });
    expect(figures).toMatchObject({
      p95Ms: 900,
      percentileGap: null,
      highestBoundMs: 5000,
      slow: 10,
      short: { slow: 4 },
    });
    expect(row).toMatchObject({ p95Ms: 1200, percentileGap: null, highestBoundMs: 5000, slow: 10, short: { slow: 4 } });
  });

  it("of a route that rested in the short window are zeros there, and nothing is unknown", () => {
    const rested = buildWindowFigures(input({ short: { counts: [], slowShares: [] } }));
    expect(rested?.routes[0]?.short).toEqual({ requests: 0, errors: 0, slow: 0 });
    expect(rested?.short).toEqual({ requests: 0, errors: 0, slow: null });
  });

  it("compare with the p95 of before, where the table has it", () => {
    const of = (name: string, before: number | null) => {
      const samples = [{ labels: { method: "GET", route: name, status: "2xx" }, value: 100 }];
      const p95 = [{ labels: { method: "GET", route: name }, value: before ?? 0 }];
      const comparison = before === null ? null : { counts: samples, p95 };
      const nothing = { timeSpent: [], quantiles: [], slowShares: [], sparklines: [], bounds: readBounds([]) };
      return buildRedTable({
        ...{ ...nothing, counts: samples, comparison, rangeSeconds: 3600, coveredSeconds: 3600 },
        thresholds: defaultThresholds,
      });
    };
    const earlier = (table: RouteRed[]) => buildWindowFigures(input({ table }))?.routes[0]?.earlierP95Ms;
    expect([earlier(of("/a", 0.075)), earlier(of("/a", null)), earlier(of("/b", 0.075))]).toEqual([75, null, null]);
  });

  it.each([
    ["a bound at the limit", "1", 10, { p95Ms: 900, percentileGap: null }],
    ["bounds below it alone: how many were slow is not known", "0.5", null, { p95Ms: 900, percentileGap: null }],
    ["no finite bound", "+Inf", null, { p95Ms: null, percentileGap: "no-finite-bucket" }],
  ])("with %s", (_label, le, slow, percentile) => {
    const figures = buildWindowFigures(input({ bounds: readBounds([{ labels: { ...route, le } }]) }));
    expect(figures).toMatchObject({ slow, ...percentile });
    expect(figures?.routes[0]?.slow).toBe(slow);
  });

  it("take the highest bound of all routes, and the limit that a route has of its own", () => {
    const bounds = readBounds([
      { labels: { ...route, le: "5" } },
      { labels: { method: "GET", route: "/b", le: "10" } },
    ]);
    const routes = { "GET /a": { slowP95Ms: 6000 } };
    const figures = buildWindowFigures(input({ bounds, thresholds: { ...defaultThresholds, routes } }));
    expect(figures).toMatchObject({ highestBoundMs: 10_000, slow: 10 });
    expect(figures?.routes[0]).toMatchObject({ highestBoundMs: 5000, slow: null });
  });

  it("have what was not answered as not known", () => {
    const silent = { p95: [], timeSpent: [], long: { counts: counts(38, 2), slowShares: [] } };
    const figures = buildWindowFigures(input(silent));
    expect(figures).toMatchObject({ p95Ms: null, percentileGap: null, slow: null });
    expect(figures?.routes[0]).toMatchObject({
      p95Ms: null,
      percentileGap: null,
      slow: null,
      meanMs: null,
      seconds: null,
    });
  });

  it("keep apart what is of all routes and what is of one", () => {
    const alone = {
      long: { counts: counts(38, 2), slowShares: share(0.25).slice(1) },
      p95: [{ labels: {}, value: 0.9 }],
    };
    const figures = buildWindowFigures(input(alone));
    expect(figures).toMatchObject({ slow: null, p95Ms: 900 });
    expect(figures?.routes[0]).toMatchObject({ slow: 10, p95Ms: null });
    // A route whose series have no labels takes no figure of all of them.
    const unnamed = buildWindowFigures(
      input({
        long: { counts: [{ labels: { status: "2xx" }, value: 40 }], slowShares: share(0.25) },
        bounds: readBounds([{ labels: { le: "5" } }]),
      }),
    );
    expect(unnamed?.routes[0]).toMatchObject({ slow: null, p95Ms: null });
  });

  it("have no percentile of too few requests, and say why", () => {
    const enough = buildWindowFigures(input({ long: { counts: counts(19, 1), slowShares: [] } }));
    expect(enough).toMatchObject({ p95Ms: 900, percentileGap: null });
    const few = buildWindowFigures(input({ long: { counts: counts(19, 0), slowShares: [] } }));
    expect(few).toMatchObject({ p95Ms: null, percentileGap: "few-requests" });
    expect(few?.routes[0]).toMatchObject({ p95Ms: null, percentileGap: "few-requests" });
  });
});

describe("targets that ran before they were scraped", () => {
  const window = { endMs: 1_000_000, windowSeconds: 300, intervalSeconds: 15 };
  const told = (first: number, start?: number) => [
    { labels: { fact: "first", instance: "a" }, value: first },
    ...(start === undefined ? [] : [{ labels: { fact: "start", instance: "a" }, value: start }]),
  ];
  it.each([
    ["were there from the beginning, but for three intervals", told(745, 0), []],
    ["came later, with a past", told(746, 0), ["a"]],
    ["came later and do not tell when they started", told(746), ["a"]],
    ["started within the window", told(746, 700), []],
    ["started just before it", told(746, 699), ["a"]],
    ["have no name", [{ labels: { fact: "first" }, value: 746 }], []],
    ["tell of something else", [{ labels: { fact: "start", instance: "a" }, value: 746 }], []],
  ])("%s", (_, samples, targets) => expect(readTargets(samples, window)).toEqual(targets));
});

it("a series without a route or method has a name all the same", () => {
  expect(routeNameOfLabels({ method: "GET", route: "/a" })).toBe("GET /a");
  expect(routeNameOfLabels({ route: "/a" })).toBe("? /a");
  expect(routeNameOfLabels({ method: "GET", route: "" })).toMatch(/^GET \(?no route/);
});
