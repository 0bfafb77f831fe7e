import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { readBounds } from "./bounds";
import { buildRedTable, countByRoute, isServerError, type RedInput } from "./red-table";

type Labels = Record<string, string>;
const sample = (labels: Labels, value: number) => ({ labels, value });
const documents = { method: "POST", route: "/api/documents/" };
const tasks = { method: "GET", route: "/api/tasks/" };

const input: RedInput = {
  rangeSeconds: 3600,
  coveredSeconds: 3600,
  counts: [
    sample({ ...documents, status: "201" }, 980),
    sample({ ...documents, status: "500" }, 20),
    sample({ ...tasks, status: "200" }, 7),
    sample({ ...tasks, status: "404" }, 0),
    sample({ method: "GET", status: "404" }, 40),
    sample({ method: "OTHER", route: "/api/tasks/", status: "405" }, 2),
  ],
  timeSpent: [sample(documents, 500), sample(tasks, 0.7), sample({ method: "GET" }, 0.04)],
  quantiles: [
    sample({ ...documents, q: "0.5" }, 0.24),
    sample({ ...documents, q: "0.95" }, 2.1),
    sample({ ...documents, q: "0.99" }, 5.8),
    sample({ ...tasks, q: "0.95" }, 9),
  ],
  slowShares: [sample({}, 0.9), sample(documents, 0.2)],
  bounds: readBounds([{ labels: { ...documents, le: "10" } }]),
  sparklines: [{ labels: documents, points: [1, null, 2] }],
  comparison: { counts: [sample({ ...documents, status: "201" }, 1000)], p95: [sample(documents, 0.7)] },
  thresholds: defaultThresholds,
};
const row = (name: string) => buildRedTable(input).find((candidate) => candidate.name === name);

describe("buildRedTable", () => {
  it("adds up a route over its statuses, with rate, errors, percentiles and share of time", () => {
    expect(row("POST /api/documents/")).toMatchObject({
      requests: 1000,
      errors: 20,
      errorRatio: 0.02,
      ratePerSecond: 1000 / 3600,
      p50Ms: 240,
      p95Ms: 2100,
      p99Ms: 5800,
      meanMs: 500,
      impactShare: expect.closeTo(500 / 500.74),
      sparkline: [1, null, 2],
      comparison: { p95Ms: 700, errorRatio: 0 },
      health: "bad",
      reasons: ["2.0 % errors (limit 1.0 %)", "p95 2.1 s (limit 1.0 s)"],
    });
  });

  it("says of a percentile that is not there why, and what its buckets can tell", () => {
    expect(row("GET /api/tasks/")?.percentileGap).toBe("few-requests");
    const counts = [sample({ method: "GET", route: "/api/bug03/", status: "other" }, 100)];
    const [bug] = buildRedTable({ ...input, counts, comparison: null });
    expect(bug).toMatchObject({ p95Ms: null, percentileGap: "no-finite-bucket", highestBoundMs: null });
    expect(row("POST /api/documents/")).toMatchObject({ percentileGap: null, highestBoundMs: 10_000 });
  });

  it("hides percentiles below 20 requests, though VictoriaMetrics gave some", () => {
    expect(row("GET /api/tasks/")).toMatchObject({ requests: 7, p95Ms: null, p50Ms: null });
  });

  it("shows what has no route and odd methods under names of their own", () => {
    expect(row("GET (no route)")).toMatchObject({ requests: 40, route: null });
    expect(row("OTHER /api/tasks/")).toMatchObject({ requests: 2, meanMs: null, impactShare: null });
  });

  it("leaves the comparison out where the earlier window had no requests, instead of comparing with zero", () => {
    expect(row("GET /api/tasks/")?.comparison).toBeNull();
  });

  it("puts what takes most time first, then by name, and last what tells no time", () => {
    expect(buildRedTable(input).map(({ name }) => name)).toEqual([
      ...["POST /api/documents/", "GET /api/tasks/", "GET (no route)", "OTHER /api/tasks/"],
    ]);
    const of = (name: string) => ({ method: "GET", route: name, status: "2xx" });
    const even = { counts: ["/b", "/d", "/a", "/c"].map((name) => sample(of(name), 1)), comparison: null };
    const names = (timeSpent: RedInput["timeSpent"]) =>
      buildRedTable({ ...input, ...even, timeSpent }).map(({ route }) => route);
    expect(names([])).toEqual(["/a", "/b", "/c", "/d"]);
    expect(names([sample({ method: "GET", route: "/c" }, 0)])).toEqual(["/c", "/a", "/b", "/d"]);
  });

  it("has percentiles from 20 requests on, of the earlier window by its own count", () => {
    const of = (requests: number, before: number) => {
      const comparison = { counts: [sample({ ...documents, status: "500" }, before)], p95: [sample(documents, 0.7)] };
      const counts = [sample({ ...documents, status: "201" }, requests)];
      return buildRedTable({ ...input, counts, comparison })[0];
    };
    expect(of(20, 20)).toMatchObject({
      p95Ms: 2100,
      comparison: { p95Ms: 700, errorRatio: 1, ratePerSecond: 20 / 3600 },
    });
    expect(of(19, 19)).toMatchObject({ p95Ms: null, percentileGap: "few-requests", comparison: { p95Ms: null } });
  });

  it("takes each percentile as the samples have it, and none for another", () => {
    const quantiles = [sample({ ...documents, q: "0.95" }, 2.1)];
    expect(buildRedTable({ ...input, quantiles })[0]).toMatchObject({ p50Ms: null, p95Ms: 2100, p99Ms: null });
  });

  it("judges slowness by a bucket only where one reaches the limit", () => {
    const slow = (le: string, limitMs: number) =>
      buildRedTable({
        ...input,
        counts: [sample({ ...documents, status: "201" }, 1000)],
        quantiles: [],
        slowShares: [sample(documents, 0.2)],
        bounds: readBounds([{ labels: { ...documents, le } }]),
        timeSpent: [],
        thresholds: { ...defaultThresholds, slowP95Ms: limitMs },
      })[0]?.health;
    expect([slow("1", 1000), slow("1", 1001), slow("+Inf", 1000)]).toEqual(["warn", "ok", "ok"]);
  });

  it("judges by the mean where nobody told how many were slow", () => {
    const counts = [sample({ ...documents, status: "201" }, 10)];
    const [slow] = buildRedTable({ ...input, counts, slowShares: [], timeSpent: [sample(documents, 30)] });
    expect(slow).toMatchObject({ health: "bad", reasons: ["mean 3.0 s (limit 1.0 s)"] });
  });

  it("takes the share of a route without labels for nobody's", () => {
    const unnamed = { counts: [sample({ status: "200" }, 1000)], slowShares: [sample({}, 0.9)], quantiles: [] };
    const bounds = readBounds([{ labels: { le: "10" } }]);
    expect(buildRedTable({ ...input, ...unnamed, bounds, timeSpent: [] })[0]).toMatchObject({
      name: "? (no route)",
      method: "?",
      health: "ok",
    });
  });

  it("says the share of the time, and none where no time was spent", () => {
    expect(row("GET /api/tasks/")?.impactSecondsPerSecond).toBeCloseTo(0.7 / 3600);
    expect(row("GET /api/tasks/")?.meanMs).toBeCloseTo(100);
    const idle = buildRedTable({ ...input, timeSpent: [sample(documents, 0)] });
    expect(idle[0]).toMatchObject({ impactSecondsPerSecond: 0, impactShare: null, meanMs: 0 });
  });

  it("draws lines of four digits, and none where there is no sample", () => {
    const [drawn] = buildRedTable({
      ...input,
      sparklines: [{ labels: documents, points: [1.23456, null, 0.000123456] }],
    });
    expect(drawn?.sparkline).toEqual([1.235, null, 0.0001235]);
    expect(row("GET /api/tasks/")?.sparkline).toEqual([]);
  });

  it("rates over the time that has data", () => {
    const young = buildRedTable({ ...input, coveredSeconds: 100 });
    expect(young[0]?.ratePerSecond).toBe(10);
  });

  it("keeps every request and never invents a ratio outside 0 to 1, whatever the labels", () => {
    const labels = fc.dictionary(fc.constantFrom("method", "route", "status", "__proto__"), fc.string());
    const samples = fc.array(fc.record({ labels, value: fc.nat(1e6) }), { maxLength: 60 });
    fc.assert(
      fc.property(samples, (counts) => {
        const table = buildRedTable({ ...input, counts, comparison: null });
        const total = counts.reduce((sum, { value }) => sum + value, 0);
        expect(table.reduce((sum, { requests }) => sum + requests, 0)).toBe(total);
        expect(table.every(({ errorRatio }) => errorRatio >= 0 && errorRatio <= 1)).toBe(true);
        expect(new Set(table.map(({ name }) => name)).size).toBe(table.length);
      }),
    );
  });
});

describe("countByRoute", () => {
  it("leaves out what did not move, and adds up the errors of all codes", () => {
    const of = (status: string, value: number) => sample({ ...tasks, status }, value);
    expect(countByRoute([of("200", 0), of("500", -1)]).size).toBe(0);
    expect(countByRoute([of("200", 3), of("500", 1), of("5xx", 2), of("404", 4)]).get("GET /api/tasks/")).toEqual({
      ...{ method: "GET", route: "/api/tasks/", requests: 10, errors: 3 },
    });
  });
  it.each([
    ["500", true],
    ["5xx", true],
    ["599", true],
    ["404", false],
    ["50", false],
    ["5000", false],
    ["1500", false],
    ["5xxx", false],
    ["", false],
    [undefined, false],
  ])("status %s is a server error: %s", (status, expected) => expect(isServerError(status)).toBe(expected));
});
