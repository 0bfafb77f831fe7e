import { describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { readTargets } from "./read-targets";
import { routeNameOfLabels } from "./route-name";
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
  bounds: { byRoute: new Map([["GET /a", [5]]]) } as unknown as WindowInput["bounds"],
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
  });

  it("have no percentile of too few requests, and say why", () => {
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
  ])("%s", (_, samples, targets) => expect(readTargets(samples, window)).toEqual(targets));
});

it("a series without a route or method has a name all the same", () => {
  expect(routeNameOfLabels({ method: "GET", route: "/a" })).toBe("GET /a");
  expect(routeNameOfLabels({ route: "/a" })).toBe("? /a");
  expect(routeNameOfLabels({ method: "GET", route: "" })).toMatch(/^GET \(?no route/);
});
