import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignGrid, instantRequest, rangeRequest, timesOfGrid } from "./urls";

const formOf = ({ url, body }: { url: string; body?: string }) => new URLSearchParams(body ?? new URL(url).search);
const grid = fc.record({
  startMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  endMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  stepSeconds: fc.integer({ min: 1, max: 100_000 }),
});

describe("instantRequest", () => {
  it("switches off the shift of 30 s and keeps a path prefix", () => {
    const { url } = instantRequest("http://vm:8481/select/0/prometheus/", { promql: "up" });
    expect(url).toBe("http://vm:8481/select/0/prometheus/api/v1/query?query=up&nocache=1");
  });

  it("asks for a moment in seconds", () => {
    expect(formOf(instantRequest("http://vm", { promql: "up", atMs: 1_700_000_000_500 })).get("time")).toBe(
      "1700000000.5",
    );
  });

  it("brings any query through unchanged, in the URL or, when long, in a form", () => {
    const methods = new Set<string>();
    const query = fc.oneof(fc.string({ maxLength: 500 }), fc.string({ unit: "grapheme", maxLength: 5000 }));
    fc.assert(
      fc.property(query, (promql) => {
        const request = instantRequest("http://vm", { promql });
        methods.add(request.method);
        expect(formOf(request).get("query")).toBe(promql);
        expect(request.url.length).toBeLessThanOrEqual(2000);
        expect(request.method).toBe(request.body === undefined ? "GET" : "POST");
      }),
    );
    expect(methods).toEqual(new Set(["GET", "POST"]));
  });

  it("uses a form for a long query", () => {
    expect(instantRequest("http://vm", { promql: "x".repeat(3000) })).toMatchObject({
      method: "POST",
      url: "http://vm/api/v1/query",
    });
  });
});

describe("rangeRequest", () => {
  it("asks for the newest points as they are", () => {
    const form = formOf(rangeRequest("http://vm", { promql: "up", startMs: 15_000, endMs: 45_000, stepSeconds: 15 }));
    expect(Object.fromEntries(form)).toEqual({
      query: "up",
      start: "15",
      end: "45",
      step: "15",
      latency_offset: "1ms",
    });
  });
});

describe("alignGrid", () => {
  it("rounds down to whole steps, by less than one, and only once", () => {
    fc.assert(
      fc.property(grid, (given) => {
        const aligned = alignGrid(given);
        const stepMs = given.stepSeconds * 1000;
        expect(aligned.startMs % stepMs).toBe(0);
        expect(aligned.endMs % stepMs).toBe(0);
        expect(given.endMs - aligned.endMs).toBeGreaterThanOrEqual(0);
        expect(given.endMs - aligned.endMs).toBeLessThan(stepMs);
        expect(alignGrid(aligned)).toEqual(aligned);
      }),
    );
  });
});

describe("timesOfGrid", () => {
  it("has both ends and equal steps, and nothing when it ends before it starts", () => {
    expect(timesOfGrid({ startMs: 0, endMs: 30_000, stepSeconds: 15 })).toEqual([0, 15_000, 30_000]);
    expect(timesOfGrid({ startMs: 0, endMs: 0, stepSeconds: 15 })).toEqual([0]);
    expect(timesOfGrid({ startMs: 30_000, endMs: 0, stepSeconds: 15 })).toEqual([]);
  });
});
