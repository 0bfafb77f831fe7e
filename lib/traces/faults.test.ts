import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { causeOf, type Fault, faultsOf, isErrorSpan } from "./faults";
import { buildSpanTree } from "./span-tree";

const us = 1_700_000_000_000_000;
const exception = (attributes: Span["tags"]) => ({ name: "exception", timestampUs: us, attributes });
const failed = { error: true };
const span = (spanId: string, parentSpanId: string | null, more: Partial<Span> = {}) =>
  spanOf({ spanId, parentSpanId, name: spanId, kind: "internal", startUs: us, durationUs: 1000, ...more });
const faultsIn = (...spans: Span[]) => {
  const tree = buildSpanTree(traceOf(...spans));
  return tree ? faultsOf(tree).map((fault) => ({ ...fault, name: tree.nodes[fault.index]?.span.name })) : [];
};

describe("a span says that it failed", () => {
  it.each<[string, Partial<Span>, boolean]>([
    ["by its error tag", { tags: { error: true } }, true],
    ["by its error tag as a text", { tags: { error: "true" } }, true],
    ["not by one that is false", { tags: { error: false } }, false],
    ["by its status", { tags: { "otel.status_code": "ERROR" } }, true],
    ["not by a status that is well", { tags: { "otel.status_code": "OK" } }, false],
    ["by an exception alone", { events: [exception({})] }, true],
    ["not by any other event", { events: [{ name: "retry", timestampUs: us, attributes: {} }] }, false],
    ["by a status that it answered", { kind: "server", tags: { "http.response.status_code": 500 } }, true],
    ["not by one below 500", { kind: "server", tags: { "http.response.status_code": 499 } }, false],
    ["not by one that it was answered", { kind: "client", tags: { "http.response.status_code": 503 } }, false],
    ["not without any of these", { kind: "server" }, false],
  ])("%s", (_name, more, isError) => expect(isErrorSpan(span("a", null, more))).toBe(isError));
});

describe("what went wrong is told", () => {
  it.each<[string, Partial<Span>, string, string | null]>([
    [
      "by its exception, before any other text",
      {
        events: [exception({ "exception.message": "nil map", "exception.type": "*x.Error" })],
        tags: { ...failed, "otel.status_description": "b", "echo.error": "c", reason: "d" },
      },
      "nil map",
      "*x.Error",
    ],
    [
      "by its status",
      { tags: { ...failed, "otel.status_description": "b", "echo.error": "c", reason: "d" } },
      "b",
      null,
    ],
    ["by echo", { tags: { ...failed, "echo.error": "c", reason: "d" } }, "c", null],
    ["by its reason", { tags: { ...failed, reason: "d" } }, "d", null],
    ["by the status that it answered", { tags: { ...failed, "http.status_code": 502 } }, "status 502", null],
    ["without a text", { tags: failed }, "", null],
  ])("%s", (_name, more, text, type) => {
    expect(faultsIn(span("a", null, more))).toMatchObject([{ index: 0, text, type, failedRequest: true }]);
  });
});

describe("one fault is told once", () => {
  const said = (text: string) => ({ tags: { ...failed, reason: text } });
  const names = (...spans: Span[]) => faultsIn(...spans).map(({ name, failedRequest }) => `${name} ${failedRequest}`);

  it("by the deepest span that says so", () => {
    expect(names(span("a", null, said("x")), span("b", "a", said("x")), span("c", "b", said("x")))).toEqual(["c true"]);
  });

  it("past a layer that is well, unless the span above has its own to say", () => {
    const below = [span("b", "a"), span("c", "b", said("x"))];
    expect(names(span("a", null, { tags: failed }), ...below)).toEqual(["c false"]);
    expect(names(span("a", null, said("y")), ...below)).toEqual(["a true", "c false"]);
  });

  it("and two of them are two", () => {
    expect(names(span("a", null, { tags: failed }), span("b", "a", said("x")), span("c", "a", said("y")))).toEqual([
      ...["b true", "c true"],
    ]);
  });

  it("fails the request only where each span above failed as well", () => {
    expect(names(span("a", null), span("b", "a", said("x")))).toEqual(["b false"]);
    expect(names(span("a", null), span("b", "a", said("x")), span("c", "b", said("x")))).toEqual(["c false"]);
    expect(names(span("a", null))).toEqual([]);
  });
});

describe("the fault that made the request fail", () => {
  const fault = (index: number, text: string, failedRequest = true): Fault => ({
    index,
    text,
    type: null,
    failedRequest,
  });
  it.each<[string, Fault[], string | null, number | null]>([
    ["is the one whose text the root repeats", [fault(1, "x"), fault(2, "y")], "failed: x", 1],
    ["else the last that reached the root", [fault(1, "x"), fault(2, "y"), fault(3, "z", false)], "other", 2],
    ["is none by an empty text", [fault(1, ""), fault(2, "y")], "other", 2],
    ["is the last, where none reached the root", [fault(1, "x", false), fault(2, "y", false)], "x", 2],
    ["is the last, where the root says nothing", [fault(1, "x"), fault(2, "y")], null, 2],
    ["is none without any", [], "x", null],
  ])("%s", (_name, faults, rootText, index) => expect(causeOf(faults, rootText)?.index ?? null).toBe(index));
});
