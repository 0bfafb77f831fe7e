import { describe, expect, it } from "vitest";
import { defaultThresholds, thresholdsForRoute, thresholdsSchema } from "@/lib/plan/thresholds";

describe("thresholds", () => {
  it("has defaults that its own schema accepts", () => {
    expect(thresholdsSchema.parse(defaultThresholds)).toEqual(defaultThresholds);
  });

  it("lets a route override single limits and keeps the general ones for the rest", () => {
    const all = { ...defaultThresholds, routes: { "POST /api/documents/": { slowP95Ms: 4000 } } };
    expect(thresholdsForRoute(all, "POST /api/documents/")).toEqual({
      slowP95Ms: 4000,
      errorRatioWarn: 0.01,
      errorRatioBad: 0.05,
    });
    expect(thresholdsForRoute(all, "GET /api/tasks/").slowP95Ms).toBe(1000);
  });

  it("does not mistake an inherited property for a route", () => {
    expect(thresholdsForRoute(defaultThresholds, "constructor").slowP95Ms).toBe(1000);
  });
});

it.each([
  [{ slowP95Ms: 1.5 }, "slowP95Ms", "A whole number of milliseconds from 1 to 600000."],
  [{ slowP95Ms: 600_001 }, "slowP95Ms", "A whole number of milliseconds from 1 to 600000."],
  [{ spansStaleSeconds: 4 }, "spansStaleSeconds", "A whole number of seconds from 5 to 86400."],
  [{ metricsStaleSeconds: null }, "metricsStaleSeconds", "A whole number of seconds from 5 to 3600."],
  [{ errorRatioBad: 1.01 }, "errorRatioBad", "A percentage from 0 to 100."],
  [{ errorRatioWarn: "much" }, "errorRatioWarn", "A percentage from 0 to 100."],
])("%j is refused with a message that says what %s takes", (wrong, field, message) => {
  const { error } = thresholdsSchema.safeParse({ ...defaultThresholds, ...wrong });
  expect(error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([[field, message]]);
});
