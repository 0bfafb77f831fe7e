import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span, Tags, Trace } from "@/lib/jaeger/trace";
import { buildDetails, buildTraceView } from "./build-view";
import { cleanTrace } from "./clean-trace";
import { readTrace } from "./testing/read-trace";

const us = 1_700_000_000_000_000;
const viewOf = (trace: Trace) => {
  const view = buildTraceView(cleanTrace(trace));
  if (!view) throw new Error("no view");
  return view;
};
const exception = (message: string) => ({
  name: "exception",
  timestampUs: us,
  attributes: { "exception.type": "*x.Error", "exception.message": message },
});
const root = (more: Partial<Span> = {}) =>
  spanOf({
    spanId: "root",
    name: "POST /api/documents/",
    startUs: us,
    durationUs: 6_200_000,
    ...more,
    tags: {
      "http.request.method": "POST",
      "http.route": "/api/documents/",
      "http.response.status_code": 201,
      ...more.tags,
    },
  });
const child = (spanId: string, parentSpanId: string, from: number, to: number, more: Partial<Span> = {}) =>
  spanOf({ spanId, parentSpanId, kind: "client", startUs: us + from, durationUs: to - from, ...more });

describe("recorded traces", () => {
  it("a created document", () => {
    const view = viewOf(readTrace("post-documents-nested"));
    expect(view.headline).toBe(
      "POST /api/documents/ took 282 ms; 242 ms of it in b2.PutObject on honeydue-documents (91 KiB)",
    );
    expect(view.rows.map(({ name, depth, layer }) => [depth, name, layer])).toEqual([
      [0, "POST /api/documents/", "http"],
      [1, "service.CreateDocument", "service"],
      [2, "gorm.Query", "db"],
      [2, "gorm.Create", "db"],
      [2, "b2.PutObject", "b2"],
      [2, "apns.send", "push"],
    ]);
    expect(view.layerShares.reduce((sum, { selfUs }) => sum + selfUs, 0)).toBe(view.durationUs);
    expect(view.sql.map(({ table, count }) => [table, count])).toEqual([
      ["documents", 1],
      ["residences", 1],
    ]);
  });

  it("an N+1", () => {
    const view = viewOf(readTrace("get-tasks-n-plus-one"));
    expect(view.headline).toBe(
      "GET /api/tasks/ took 53 ms; 51 ms of it in 14 gorm.Query on task_completions, one after the other",
    );
    expect(view.rows.filter((row) => row.nPlusOne)).toHaveLength(14);
    expect(view.sql[0]).toMatchObject({ table: "task_completions", count: 14 });
  });

  it("a failure marks three spans and is one fault", () => {
    const view = viewOf(readTrace("get-residence-500"));
    expect(view.headline).toBe(
      "GET /api/residences/:id/ failed with 500 after 9 ms in gorm.Query: SQL logic error: no such table: residence_shares (1)",
    );
    expect(view.rows.filter(({ error }) => error)).toHaveLength(3);
    expect(view.faults).toHaveLength(1);
    expect(view.rows[view.faults[0]?.index ?? 0]).toMatchObject({ name: "gorm.Query", target: "residence_shares" });
    // A Preload nests in its query: the database's time is self time and stays below the request's.
    const db = view.rows.filter(({ layer }) => layer === "db").reduce((sum, { durationUs }) => sum + durationUs, 0);
    const share = view.layerShares.find(({ layer }) => layer === "db")?.selfUs ?? 0;
    expect([share < db, share]).toEqual([true, 5409 + 3389]);
  });
});

describe("faults", () => {
  it("a rejected push inside an answered request is not a fault of the request", () => {
    const push = child("p", "root", 10, 20, {
      name: "apns.send",
      tags: { error: true, reason: "BadDeviceToken", status_code: 410 },
    });
    const view = viewOf(traceOf(root(), push));
    expect(view.failed).toBe(false);
    expect(view.faults).toMatchObject([{ text: "BadDeviceToken", failedRequest: false }]);
    expect(view.headline).toContain("answered all the same, though apns.send failed");
  });

  it("a panic is seen by its event alone", () => {
    const service = child("s", "root", 5, 90, { name: "service.X", kind: "internal", events: [exception("nil map")] });
    const view = viewOf(
      traceOf(root({ events: [exception("nil map")], tags: { "http.response.status_code": "" } }), service),
    );
    expect([view.failed, view.faults.map(({ name }) => name)]).toEqual([true, ["service.X"]]);
  });

  it("a root that says nothing of its own is a mark of what failed deeper, past a healthy layer", () => {
    const failed = root({ tags: { error: true, "http.response.status_code": 500 } });
    const service = child("s", "root", 5, 90, { name: "service.X", kind: "internal" });
    const query = child("q", "s", 6, 80, {
      name: "gorm.Query",
      tags: { error: true, "otel.status_description": "context canceled" },
    });
    const view = viewOf(traceOf(failed, service, query));
    expect(view.faults.map(({ name }) => name)).toEqual(["gorm.Query"]);
    expect(view.headline).toContain("failed with 500 after 6.2 s in gorm.Query: context canceled");
  });
});

describe("old and new conventions", () => {
  it.each<Tags>([
    { "http.method": "GET", "http.route": "/a/", "http.status_code": 200 },
    { "http.request.method": "GET", "http.route": "/a/", "http.response.status_code": 200 },
  ])("request %#", (tags) => {
    const view = viewOf(traceOf(spanOf({ tags, startUs: us })));
    expect([view.route, view.httpStatus, view.rows[0]?.layer]).toEqual(["GET /a/", 200, "http"]);
  });

  it.each<Tags>([
    { "db.system": "postgresql", "db.statement": `SELECT 1 FROM "t" WHERE a = 's3cret'` },
    { "db.system.name": "postgresql", "db.query.text": `SELECT 1 FROM "t" WHERE a = 's3cret'` },
  ])("query %#", (tags) => {
    const trace = cleanTrace(traceOf(root(), child("q", "root", 0, 9, { name: "SELECT", tags })));
    expect(viewOf(trace).sql[0]?.statement).toBe('SELECT ? FROM "t" WHERE a = ?');
    expect(JSON.stringify([viewOf(trace), buildDetails(trace)])).not.toContain("s3cret");
  });
});

describe("nothing secret is shown", () => {
  it.each([
    [{ "http.request.header.authorization": "Bearer s3cret" }, "[redacted]"],
    [{ "url.full": "https://api/x?token=s3cret&a=s3cret" }, "token=?&a=?"],
    [{ "db.query.parameter.0": "s3cret" }, "?"],
    [{ password: "s3cret" }, "[redacted]"],
    [{ "echo.error": "ERROR: duplicate key\nDETAIL: Key (email)=(s3cret@x.y) already exists." }, "Key (email)=(?)"],
  ])("%j", (tags, instead) => {
    const text = JSON.stringify(buildDetails(cleanTrace(traceOf(root({ tags })))));
    expect(text).not.toContain("s3cret");
    expect(text).toContain(instead);
  });
});

describe("hostile traces", () => {
  const megabytes = "x".repeat(5 * 1024 * 1024);
  it.each<[string, Partial<Span>]>([
    ["5 MB in an attribute", { tags: { huge: megabytes, "db.statement": `SELECT '${megabytes}'` } }],
    [
      "5 MB in a name and an event",
      { name: megabytes, events: [{ name: megabytes, timestampUs: 2 ** 63, attributes: { a: megabytes } }] },
    ],
    ["10,000 attributes", { tags: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i])) }],
    ["10,000 events", { events: Array.from({ length: 10_000 }, () => exception("x")) }],
    ["2^63 as its start", { startUs: 2 ** 63, durationUs: 2 ** 63 }],
    ["a reference to itself", { parentSpanId: "odd" }],
  ])("%s makes a page of bounded size", (_label, odd) => {
    const trace = cleanTrace(traceOf(root(), child("odd", "root", 1, 2, odd)));
    const size = JSON.stringify([viewOf(trace), buildDetails(trace)]).length;
    expect(size).toBeLessThan(60_000);
    expect(viewOf(trace).durationUs).toBe(6_200_000);
  });

  it("writes out invisible characters", () => {
    const view = viewOf(traceOf(root(), child("odd", "root", 1, 2, { name: "a\u0000b\u202ec\ud800<script>" })));
    expect(view.rows[1]?.name).toBe("a\\u0000b\\u202ec\ufffd<script>");
  });

  it("with a root beyond all dates has no time and is drawn", () => {
    const view = viewOf(traceOf(root({ startUs: 2 ** 63, durationUs: -1 }), child("c", "root", 0, 50)));
    expect([view.startedAtMs, view.durationUs, view.rows.length]).toEqual([null, 0, 2]);
  });
});
