import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { readBounds } from "./bounds";
import { buildRedTable, type RedInput } from "./red-table";

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
const rows = buildRedTable(input);
const row = (name: string) => rows.find((candidate) => candidate.name === name);

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

  it("puts what takes most time first", () => {
    expect(rows[0]?.name).toBe("POST /api/documents/");
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
