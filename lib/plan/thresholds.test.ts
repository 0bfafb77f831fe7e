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
