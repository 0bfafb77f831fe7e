import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Health, Measured } from "@/lib/measured";
import { defaultThresholds } from "@/lib/plan/thresholds";
import type { Outlier } from "@/lib/pods/types";
import type { Comparison, RouteNow, WindowFigures } from "@/lib/red/types";
import type { Witnesses } from "./types";
import { buildVerdict, type VerdictInput } from "./verdict";

const allWell: Witnesses = { list: [], liveness: "up", health: "ok", disagreement: null };
const week: Comparison = { kind: "week", label: "a week ago" };
const calm: RouteNow = { name: "GET /api/tasks/", requests: 1000, errors: 0, p95Ms: 80, earlierP95Ms: 75 };

function ready(figures: Partial<WindowFigures> = {}): Measured<WindowFigures> {
  const value = { requests: 1440, errors: 4, p95Ms: 412, coveredSeconds: 300, routes: [calm], ...figures };
  return { state: "ready", value, sampledAtMs: 0 };
}

const input = (changes: Partial<VerdictInput> = {}): VerdictInput => ({
  figures: ready(),
  windowSeconds: 300,
  witnesses: allWell,
  comparison: week,
  thresholds: defaultThresholds,
  lanes: { state: "empty", askedAtMs: 0 },
  pods: { state: "empty", askedAtMs: 0 },
  ...changes,
});

describe("buildVerdict", () => {
  it("says what is up, how busy and how faulty, in one sentence", () => {
    const verdict = buildVerdict(input());
    expect(verdict.text).toBe("API up, 4.8 requests/s, 0.28 % errors.");
    expect(verdict).toMatchObject({ word: "UP", health: "ok" });
  });

  it("names the slow route with what it was a week ago", () => {
    const slow: RouteNow = { name: "POST /api/documents/", requests: 90, errors: 0, p95Ms: 2100, earlierP95Ms: 700 };
    const verdict = buildVerdict(input({ figures: ready({ routes: [calm, slow] }) }));
    expect(verdict.text).toContain("Slow: POST /api/documents/ p95 2.1 s (700 ms a week ago).");
    expect(verdict).toMatchObject({ word: "DEGRADED", health: "bad" });
  });

  it("names the two worst failing routes and counts the rest", () => {
    const failing = [3, 9, 6].map((errors, index) => ({ ...calm, name: `GET /r${index}/`, requests: 100, errors }));
    const text = buildVerdict(input({ figures: ready({ routes: failing }) })).text;
    expect(text).toContain("Failing: GET /r1/ 9.0 % errors; GET /r2/ 6.0 % errors; and 1 more.");
  });

  it("does not accuse a route of a handful of requests", () => {
    const rare: RouteNow = { name: "GET /rare/", requests: 3, errors: 3, p95Ms: 9000, earlierP95Ms: null };
    expect(buildVerdict(input({ figures: ready({ routes: [rare] }) })).text).not.toContain("rare");
  });

  it("uses a route's own limit instead of the general one", () => {
    const slow: RouteNow = { ...calm, name: "POST /api/documents/", p95Ms: 2100 };
    const thresholds = { ...defaultThresholds, routes: { "POST /api/documents/": { slowP95Ms: 4000 } } };
    expect(buildVerdict(input({ figures: ready({ routes: [slow] }), thresholds })).health).toBe("ok");
  });

  it("is unknown, and says why, when VictoriaMetrics does not answer though the API does", () => {
    const failure = { source: "victoriametrics", kind: "timeout", message: "No answer." } as const;
    const verdict = buildVerdict(input({ figures: { state: "error", failure, askedAtMs: 0 } }));
    expect(verdict.word).toBe("UNKNOWN");
    expect(verdict.text).toContain("Rate, errors and latency unknown: VictoriaMetrics does not answer.");
  });

  it("says DOWN whatever the figures of the last minutes were", () => {
    const witnesses: Witnesses = { ...allWell, liveness: "down", health: "bad" };
    expect(buildVerdict(input({ witnesses }))).toMatchObject({ word: "DOWN", health: "bad" });
  });

  it("names the one bad pod without making more of it than a warning", () => {
    const bad = {
      id: "b",
      name: "10.1.0.12:8000",
      kind: "errors",
      text: "38 % errors against 0.2 % on the two others",
    };
    const value = { outliers: [bad as Outlier], pods: 3, compared: 3, windowMs: 300_000 };
    const verdict = buildVerdict(input({ pods: { state: "ready", value, sampledAtMs: 0 } }));
    expect(verdict.text).toContain("One bad pod: 10.1.0.12:8000, 38 % errors against 0.2 % on the two others.");
    expect(verdict).toMatchObject({ word: "DEGRADED", health: "warn" });
  });

  it("does not call an API without requests fine", () => {
    const verdict = buildVerdict(input({ figures: ready({ requests: 0, errors: 0, p95Ms: null, routes: [] }) }));
    expect(verdict.text).toContain("No requests in the last 5 min");
    expect(verdict.health).toBe("warn");
  });

  it("is never green while anything in it is not", () => {
    const healths = fc.constantFrom<Health>("ok", "warn", "bad", "unknown");
    const liveness = fc.constantFrom<Witnesses["liveness"]>("up", "down", "unknown");
    fc.assert(
      fc.property(healths, liveness, fc.nat(5000), fc.nat(5000), (health, alive, requests, errors) => {
        const figures = ready({ requests, errors: Math.min(errors, requests), routes: [] });
        const verdict = buildVerdict(
          input({ figures, witnesses: { list: [], liveness: alive, health, disagreement: null } }),
        );
        const green = verdict.health === "ok";
        if (green) expect([alive, health]).toEqual(["up", "ok"]);
        expect(green).toBe(verdict.word === "UP");
      }),
    );
  });
});
