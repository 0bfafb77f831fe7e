import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { parseDurationMs, readCriteria } from "./search/read-criteria";
import { shareFaster } from "./share-faster";
import { decodeSnapshot, encodeSnapshot, sizeBytesMax } from "./snapshots/body";
import { randomTrace } from "./testing/random-trace";

describe("shareFaster", () => {
  const buckets = [
    { le: "0.1", count: 50 },
    { le: "1", count: 90 },
    { le: "10", count: 99 },
    { le: "+Inf", count: 100 },
  ];
  it.each([
    [0.05, { least: 0, most: 0.5, about: 0.25 }],
    [0.1, { least: 0.5, most: 0.9, about: 0.5 }],
    [5, { least: 0.9, most: 0.99, about: expect.closeTo(0.94) }],
    [60, { least: 0.99, most: 1, about: 0.99 }],
  ])("of %f s", (seconds, share) => expect(shareFaster(buckets, seconds)).toEqual(share));
  it("is known whatever the order of the buckets, and of those with a bound alone", () => {
    expect(shareFaster([...buckets.toReversed(), { le: "odd", count: 7 }], 0.1)).toEqual({
      least: 0.5,
      most: 0.9,
      about: 0.5,
    });
    expect(
      shareFaster(
        [
          { le: "1", count: 12 },
          { le: "+Inf", count: 10 },
        ],
        0.5,
      ),
    ).toMatchObject({ most: 1 });
    expect(shareFaster([{ le: "+Inf", count: 10 }], 0.5)).toEqual({ least: 0, most: 1, about: 0 });
    expect(shareFaster([{ le: "1", count: 12 }], 0.5)).toBeNull();
  });
  it("is null without requests", () => expect(shareFaster([{ le: "+Inf", count: 0 }], 1)).toBeNull());
});

describe("a kept trace", () => {
  it("is the trace again", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const { body, omitted } = encodeSnapshot(trace);
        expect(omitted).toBe(0);
        expect(decodeSnapshot(body)).toEqual(trace);
      }),
    );
  });

  it("keeps within its size, the spans near the root first, and says how many it left out", () => {
    const root = spanOf({ spanId: "root", parentSpanId: null });
    const spans = Array.from({ length: 8000 }, (_, i) =>
      spanOf({ spanId: `s${i}`, parentSpanId: i < 10 ? "root" : `s${i % 10}`, tags: { text: "x".repeat(400) } }),
    );
    const { body, omitted } = encodeSnapshot(traceOf(root, ...spans));
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(sizeBytesMax);
    const kept = decodeSnapshot(body);
    expect(kept.spans.length + omitted).toBe(8001);
    expect(kept.spans.filter(({ parentSpanId }) => parentSpanId === "root")).toHaveLength(10);
  });
});

describe("readCriteria", () => {
  it("names what is wrong by its field and keeps what is right", () => {
    const { criteria, errors } = readCriteria({
      range: "2h",
      min: "soon",
      max: "2s",
      status: "60x",
      attribute: "x",
      route: " GET /a/ ",
    });
    expect(Object.keys(errors).toSorted()).toEqual(["attribute", "min", "range", "status"]);
    expect(criteria).toMatchObject({ route: "GET /a/", maxMs: 2000, range: "1h", status: null });
    expect(readCriteria({ min: "2s", max: "1s" }).errors.max).toBeDefined();
    expect(readCriteria({ attribute: "url=a=b" }).criteria.attribute).toEqual({ key: "url", value: "a=b" });
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() =>
          readCriteria({ range: text, min: text, status: text, attribute: text, until: text }),
        ).not.toThrow();
      }),
    );
  });

  it.each([
    ["300", 300],
    ["1.5s", 1500],
    ["2 min", 120_000],
    ["-1", null],
    ["1h", null],
    ["9999999min", null],
  ])("%s", (text, ms) => expect(parseDurationMs(text)).toBe(ms));
});
