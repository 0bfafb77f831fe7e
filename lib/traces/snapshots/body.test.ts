import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { decodeSnapshot, encodeSnapshot } from "./body";

const root = spanOf({ spanId: "root", durationUs: 100_000 });
const child = (spanId: string, parentSpanId: string, more: Partial<Span> = {}) =>
  spanOf({ spanId, parentSpanId, startUs: 1_000_010, ...more });
const kept = (trace: ReturnType<typeof traceOf>, bytesMax: number) => {
  const { body, omitted } = encodeSnapshot(trace, bytesMax);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bytesMax);
  return { ...decodeSnapshot(body), omitted };
};

describe("a kept trace", () => {
  it("holds what its spans have in common once", () => {
    const [one, other] = [{ "host.name": "pod-1" }, { "host.name": "pod-2" }];
    const spans = [one, other, one, one].map((resource, at) => child(`s${at}`, "root", { resource }));
    const { body } = encodeSnapshot(traceOf({ ...root, resource: one }, ...spans));
    expect(body.match(/pod-1/g)).toHaveLength(1);
    expect(decodeSnapshot(body).spans.map(({ resource }) => resource)).toEqual([one, one, other, one, one]);
  });

  it("is whole as long as it fits, to the byte", () => {
    const trace = traceOf(root, child("a", "root", { tags: { text: "é".repeat(500) } }));
    const bytes = Buffer.byteLength(encodeSnapshot(trace).body);
    expect(kept(trace, bytes)).toEqual({ ...trace, omitted: 0 });
    const cut = kept(trace, bytes - 1);
    expect([cut.omitted, cut.spans[1]?.tags]).toEqual([0, { text: "é".repeat(200) }]);
  });

  it("loses long texts before spans: no more than 20 attributes of 200 characters, and five events", () => {
    const tags = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`k${at}`, "x".repeat(300)]));
    const event = (name: string) => ({ name, timestampUs: 1, attributes: { text: "y".repeat(300), count: 7 } });
    const events = ["a", "b", "c", "d", "e", "f"].map(event);
    const trace = traceOf(root, child("a", "root", { tags, events }));
    const { spans, omitted } = kept(trace, 8000);
    expect(omitted).toBe(0);
    expect(Object.entries(spans[1]?.tags ?? {})).toEqual(
      Array.from({ length: 20 }, (_, at) => [`k${at}`, "x".repeat(200)]),
    );
    expect(spans[1]?.events).toEqual(
      ["a", "b", "c", "d", "e"].map((name) => ({ ...event(name), attributes: { text: "y".repeat(200), count: 7 } })),
    );
  });

  it("then loses the spans furthest from the root", () => {
    const levels = Array.from({ length: 60 }, (_, at) => child(`s${at}`, at === 0 ? "root" : `s${at - 1}`));
    const { spans, omitted } = kept(traceOf(root, ...levels.toReversed()), 8000);
    expect(spans.length).toBeGreaterThan(20);
    expect(spans.length + omitted).toBe(61);
    expect(spans.map(({ spanId }) => spanId)).toEqual(
      ["root", ...levels.map(({ spanId }) => spanId)].slice(0, spans.length),
    );
  });

  it("that has no span, or is no trace at all, is refused", () => {
    expect(() => decodeSnapshot(encodeSnapshot(traceOf()).body)).toThrow("a kept trace has no span");
    expect(() => decodeSnapshot('{"traceId":"a1"}')).toThrow();
    expect(() => decodeSnapshot("no JSON")).toThrow(SyntaxError);
  });

  it("takes a process that was not kept for one that says nothing of itself", () => {
    const body = encodeSnapshot(traceOf(root)).body.replace('"resource":0', '"resource":9');
    expect(decodeSnapshot(body).spans[0]?.resource).toEqual({});
  });
});
