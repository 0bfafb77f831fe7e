import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorTextOf, httpStatusOf, isFailedTrace, rootSpan, routeNameOf } from "./root";
import { spanOf, traceOf } from "./testing/span-of";
import type { Tags } from "./trace";

const exception = { name: "exception", timestampUs: 1, attributes: { "exception.message": "it broke" } };

/** A tree of spans in any order: each span's parent is one before it. */
const tree = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 1000 })), { minLength: 1, maxLength: 30 }).chain((nodes) => {
  const spans = nodes.map(([pick, offsetUs], index) =>
    spanOf({
      spanId: String(index),
      parentSpanId: index === 0 ? null : String(pick % index),
      startUs: 1000 + (index === 0 ? 500 : offsetUs),
    }),
  );
  return fc.shuffledSubarray(spans, { minLength: spans.length });
});

describe("rootSpan", () => {
  it("finds the root of any tree in any order, with clocks that disagree", () => {
    fc.assert(
      fc.property(tree, (spans) => {
        expect(rootSpan(traceOf(...spans))?.spanId).toBe("0");
      }),
    );
  });

  it("finds it when its parent is a span that Jaeger never saw", () => {
    fc.assert(
      fc.property(tree, (spans) => {
        const remote = spans.map((span) => (span.spanId === "0" ? { ...span, parentSpanId: "remote" } : span));
        expect(rootSpan(traceOf(...remote))?.spanId).toBe("0");
      }),
    );
  });

  it("does not depend on the order, whatever the references", () => {
    const any = fc.uniqueArray(fc.record({ spanId: fc.nat(20), parent: fc.option(fc.nat(25)), startUs: fc.nat(3) }), {
      selector: ({ spanId }) => spanId,
      maxLength: 10,
    });
    fc.assert(
      fc.property(any, (nodes) => {
        const spans = nodes.map(({ spanId, parent, startUs }) =>
          spanOf({ spanId: `${spanId}`, parentSpanId: parent === null ? null : `${parent}`, startUs }),
        );
        expect(rootSpan(traceOf(...spans))).toEqual(rootSpan(traceOf(...spans.toReversed())));
        expect(rootSpan(traceOf(...spans)) === null).toBe(spans.length === 0);
      }),
    );
  });

  it("prefers a span without a parent over an orphan that started earlier", () => {
    const orphan = spanOf({ spanId: "2", parentSpanId: "lost", startUs: 1 });
    expect(rootSpan(traceOf(orphan, spanOf({ spanId: "1", startUs: 5 })))?.spanId).toBe("1");
  });
});

describe("isFailedTrace", () => {
  it.each([
    ["the error tag", spanOf({ tags: { error: true } })],
    ["the error tag as text", spanOf({ tags: { error: "true" } })],
    ["a 5xx, new name", spanOf({ tags: { "http.response.status_code": 500 } })],
    ["a 5xx, old name", spanOf({ tags: { "http.status_code": 503 } })],
    ["an exception event alone", spanOf({ events: [exception] })],
  ])("says yes to %s on the root", (_label, root) => {
    expect(isFailedTrace(traceOf(root))).toBe(true);
  });

  it.each([
    ["a 404 with an error text", [spanOf({ tags: { "http.response.status_code": 404, "echo.error": "no such" } })]],
    ["error: false", [spanOf({ tags: { error: false } })]],
    [
      "a failed push inside a 201",
      [spanOf(), spanOf({ spanId: "2", parentSpanId: "1", tags: { error: true }, events: [exception] })],
    ],
    ["no span at all", []],
  ])("says no to %s", (_label, spans) => {
    expect(isFailedTrace(traceOf(...spans))).toBe(false);
    expect(errorTextOf(traceOf(...spans))).toBeNull();
  });
});

describe("errorTextOf", () => {
  const failed = (tags: Tags = {}) => spanOf({ tags: { error: true, ...tags } });
  const child = (spanId: string, startUs: number, message: string) =>
    spanOf({ spanId, parentSpanId: "1", startUs, tags: { "otel.status_description": message } });

  it("takes the root's own text first", () => {
    expect(errorTextOf(traceOf(failed({ "echo.error": "own" }), child("2", 2, "other")))).toBe("own");
    expect(errorTextOf(traceOf(spanOf({ events: [exception] })))).toBe("it broke");
  });

  it("else that of the last span to start with one, where it began", () => {
    const trace = traceOf(failed(), child("2", 2_000_000, "wrapped: cause"), child("3", 3_000_000, "cause"));
    expect(errorTextOf(trace)).toBe("cause");
  });

  it("else nothing", () => {
    expect(errorTextOf(traceOf(failed()))).toBeNull();
  });
});

describe("httpStatusOf", () => {
  it("reads numbers and texts, and nothing that is not a status", () => {
    const statuses = [200, "404", 0, "abc", 700].map((status) =>
      httpStatusOf(spanOf({ tags: { "http.status_code": status } })),
    );
    expect(statuses).toEqual([200, 404, null, null, null]);
    expect(httpStatusOf(spanOf())).toBeNull();
  });
});

describe("routeNameOf", () => {
  it.each<[string, Tags, string]>([
    ["new names", { "http.request.method": "POST", "http.route": "/a/" }, "POST /a/"],
    ["old names", { "http.method": "GET", "http.route": "/a/:id/" }, "GET /a/:id/"],
    ["no route", { "http.request.method": "GET", "url.path": "/.env" }, "GET (no route)"],
    ["an odd method", { "http.request.method": "_OTHER", "http.route": "/a/" }, "OTHER /a/"],
    ["not HTTP", {}, "asynq.document:thumbnail"],
  ])("%s", (_label, tags, name) => {
    expect(routeNameOf(spanOf({ name: "asynq.document:thumbnail", tags }))).toBe(name);
  });
});
