import { describe, expect, it } from "vitest";
import { readConfig } from "./config";
import { createRandom } from "./random";
import { matchPath } from "./server";

describe("createRandom", () => {
  it("tells the same story for the same seed and another for another", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("draws latencies around the median with a long tail above it", () => {
    const random = createRandom(1);
    const latencies = Array.from({ length: 5001 }, () => random.latencyMs(100)).sort((a, b) => a - b);
    const [least = 0, median = 0, p99 = 0] = [latencies[0], latencies[2500], latencies[4950]];
    expect(least).toBeGreaterThan(0);
    expect(median).toBeGreaterThan(93);
    expect(median).toBeLessThan(107);
    expect(p99 / median).toBeGreaterThan(2.5);
  });
});

describe("matchPath", () => {
  it("matches as Echo does: the trailing slash belongs to the route", () => {
    expect(matchPath("/api/residences/:id/", "/api/residences/3/")).toEqual({ id: "3" });
    expect(matchPath("/api/residences/:id/", "/api/residences/3")).toBeNull();
    expect(matchPath("/api/residences/:id/", "/api/residences//")).toBeNull();
  });
});

describe("readConfig", () => {
  it("puts the control endpoint beside the API unless told otherwise", () => {
    expect(readConfig({ DEMO_PORT: "8100" }).controlPort).toBe(8101);
  });

  it("names what is wrong", () => {
    expect(() => readConfig({ DEMO_OTLP_URL: "http://gate/elsewhere" })).toThrow(/DEMO_OTLP_URL/);
  });
});
