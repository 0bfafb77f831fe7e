import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { buildDetails, buildTraceView } from "./build-view";

const us = 1_700_000_000_000_000;
const span = (spanId: string, parentSpanId: string | null, from: number, to: number, more: Partial<Span> = {}) =>
  spanOf({ spanId, parentSpanId, name: spanId, kind: "internal", startUs: us + from, durationUs: to - from, ...more });
const viewOf = (...spans: Span[]) => {
  const view = buildTraceView(traceOf(...spans));
  if (!view) throw new Error("no view");
  return view;
};
const rowOf = (id: string, ...spans: Span[]) => viewOf(...spans).rows.find((row) => row.id === id);

describe("the rows of a trace", () => {
  const spans = [
    span("root", null, 0, 10_000, { kind: "server" }),
    span("a", "root", 1000, 5000, { name: "b2.PutObject", tags: { bucket: "docs", error: true } }),
    span("b", "a", 2000, 3000),
    span("c", "root", 6000, 7000),
  ];

  it("say where each span stands, what it did, and when from the start of the drawing", () => {
    const { rows } = viewOf(...spans);
    expect(rows.map(({ id, parent, depth, below }) => [id, parent, depth, below])).toEqual([
      ["root", null, 0, 3],
      ["a", 0, 1, 1],
      ["b", 1, 2, 0],
      ["c", 0, 1, 0],
    ]);
    expect(rows[1]).toEqual({
      ...{ id: "a", parent: 0, depth: 1, below: 1, name: "b2.PutObject", target: "docs", service: "honeydue-api" },
      ...{ layer: "b2", startUs: 1000, durationUs: 4000, selfUs: 3000, error: true, nPlusOne: false, remarks: [] },
      ...{ self: [1000, 2000, 3000, 5000], critical: [1000, 2000, 3000, 5000] },
    });
    expect(rows[2]).toMatchObject({ self: null, critical: [2000, 3000], error: false });
    expect(rows[0]).toMatchObject({ critical: [0, 1000, 5000, 6000, 7000, 10_000] });
  });

  it("close gaps that nobody could see", () => {
    const within = (from: number, to: number) =>
      rowOf("root", span("root", null, 0, 10_000), span("a", "root", 2000, 4000), span("b", "root", from, to))?.self;
    // A two-thousandth of the drawing, which is 5 us here.
    expect(within(6000, 6004)).toEqual([0, 2000, 4000, 10_000]);
    expect(within(6000, 6005)).toEqual([0, 2000, 4000, 6000, 6005, 10_000]);
  });

  it("share the time of the layers among them, and leave out layers without any", () => {
    expect(viewOf(...spans).layerShares).toEqual([
      { layer: "http", selfUs: 5000 },
      { layer: "service", selfUs: 2000 },
      { layer: "b2", selfUs: 3000 },
    ]);
  });
});

describe("the window that is drawn", () => {
  const drawn = (...spans: Span[]) => {
    const { rootStartUs, windowUs } = viewOf(span("root", null, 0, 1_000_000), ...spans);
    return [rootStartUs, windowUs];
  };
  it("reaches as far as spans do, unless a clock is broken", () => {
    expect(drawn()).toEqual([0, 1_000_000]);
    expect(drawn(span("a", "root", -2000, 3_000_000))).toEqual([2000, 3_002_000]);
    expect(drawn(span("a", "root", -10_000_000, 11_000_000))).toEqual([10_000_000, 21_000_000]);
    expect(drawn(span("a", "root", -10_000_001, 0))).toEqual([0, 1_000_000]);
    expect(drawn(span("a", "root", 0, 11_000_001))).toEqual([0, 1_000_000]);
  });

  it("reaches a second at least, and is never without a length", () => {
    const short = (from: number, to: number) => viewOf(span("root", null, 0, 10), span("a", "root", from, to));
    expect(short(-1_000_000, 5)).toMatchObject({ rootStartUs: 1_000_000, durationUs: 10, windowUs: 1_000_010 });
    expect(short(-1_000_001, 5)).toMatchObject({ rootStartUs: 0, windowUs: 10 });
    expect(viewOf(span("root", null, 0, 0))).toMatchObject({ durationUs: 0, windowUs: 1 });
  });
});

describe("what a trace is", () => {
  it.each<[string, Partial<Span>, boolean, boolean]>([
    ["a request by its kind", { kind: "server" }, true, false],
    ["a request by its status", { tags: { "http.response.status_code": 200 } }, true, false],
    ["a job", { kind: "consumer" }, false, false],
    ["a part, whose root has not arrived", { parentSpanId: "lost" }, false, true],
    ["a request of somebody who traces as well", { kind: "server", parentSpanId: "lost" }, true, false],
  ])("%s", (_name, more, isRequest, isPart) => {
    expect(viewOf({ ...span("root", null, 0, 10), ...more })).toMatchObject({ isRequest, isPart });
  });

  it("has its time in milliseconds, its links and warnings, and no faults where all went well", () => {
    const links = Array.from({ length: 25 }, (_, index) => ({ traceId: `t${index}`, spanId: "s" }));
    const trace = { ...traceOf(span("root", null, 0, 10, { links })), warnings: ["odd clock"] };
    const view = buildTraceView(trace);
    expect(view).toMatchObject({
      ...{ traceId: "a1", service: "honeydue-api", route: "root", httpStatus: null, failed: false },
      ...{ startedAtMs: us / 1000, durationUs: 10, warnings: ["odd clock"], faults: [], problems: [], sql: [] },
    });
    expect(view?.followsFrom).toEqual(links.slice(0, 20));
    expect(buildTraceView(trace)).toBe(view);
    expect(buildTraceView(traceOf())).toBeNull();
    expect(buildDetails(traceOf())).toEqual([]);
  });

  it("names its faults by their spans, and the repeated queries in its rows", () => {
    const error = { error: true, reason: "gone" };
    expect(viewOf(span("root", null, 0, 10), span("a", "root", 1, 2, { tags: error })).faults).toEqual([
      { index: 1, name: "a", text: "gone", type: null, failedRequest: false },
    ]);
    const query = (at: number, statement: string) =>
      span(`q${at}`, "root", at * 10, at * 10 + 5, { tags: { "db.statement": statement } });
    const each = [1, 2, 3, 4, 5].map((at) => query(at, `SELECT ${at}`));
    const view = viewOf(span("root", null, 0, 100), query(0, "SELECT a FROM b"), ...each);
    expect(view.rows.map(({ nPlusOne }) => nPlusOne)).toEqual([false, false, true, true, true, true, true]);
    expect(view.problems).toHaveLength(1);
  });
});

describe("the statements of a trace", () => {
  const query = (spanId: string, from: number, to: number, statement: string, rows?: number | string) =>
    span(spanId, "root", from, to, {
      name: "gorm.Query",
      tags: {
        "db.statement": statement,
        "db.sql.table": "tasks",
        ...(rows === undefined ? {} : { "db.rows_affected": rows }),
      },
    });

  it("are told once for all that differ in their values alone, what took longest first", () => {
    const { sql } = viewOf(
      span("root", null, 0, 1000),
      query("a", 0, 10, "SELECT a FROM b"),
      query("b", 10, 30, "SELECT * FROM t WHERE id = 1", 3),
      query("c", 30, 60, "SELECT * FROM t WHERE id = 2", "4"),
      query("d", 60, 61, "SELECT * FROM t WHERE id = 3", "many"),
    );
    expect(sql).toEqual([
      {
        ...{ statement: "SELECT * FROM t WHERE id = 1", normalized: "SELECT * FROM t WHERE id = ?", table: "tasks" },
        ...{ count: 3, selfUs: 51, rows: 7, spans: [2, 3, 4] },
      },
      {
        ...{ statement: "SELECT a FROM b", normalized: "SELECT a FROM b", table: "tasks" },
        ...{ count: 1, selfUs: 10, rows: null, spans: [1] },
      },
    ]);
  });

  it("are bounded, as is all that a page lists", () => {
    const many = Array.from({ length: 60 }, (_, at) => query(`q${at}`, at, at + 1, `SELECT c${at} FROM t`)).map(
      (one, at) => ({ ...one, name: `gorm.Query ${at}`, tags: { ...one.tags, error: true } }),
    );
    const view = viewOf(span("root", null, 0, 1000), ...many);
    expect([view.sql.length, view.faults.length, view.groups.length]).toEqual([50, 50, 30]);
  });
});

it("opens each row into its span, events counted from the start of the drawing", () => {
  const event = { name: "retry", timestampUs: us + 40, attributes: { attempt: 2 } };
  const links = [{ traceId: "t", spanId: "s" }];
  const more = { tags: { "db.statement": "SELECT 1" }, resource: { "host.name": "pod-1" }, events: [event], links };
  const query = span("q", "root", -30, 60, { kind: "client", ...more, warnings: ["odd"] });
  expect(buildDetails(traceOf(span("root", null, 0, 100), query))).toEqual([
    { kind: "internal", statement: null, tags: {}, resource: {}, events: [], links: [], warnings: [] },
    {
      ...{ kind: "client", statement: "SELECT 1", tags: more.tags, resource: more.resource, links, warnings: ["odd"] },
      events: [{ name: "retry", atUs: 70, attributes: { attempt: 2 } }],
    },
  ]);
});
