import { describe, expect, it } from "vitest";
import { mapTrace } from "./map-trace";
import { errorTextOf, httpStatusOf, isFailedTrace, rootSpan, routeNameOf } from "./root";
import { tracesSchema } from "./schema";
import { readFixture } from "./testing/read-fixture";
import type { Trace } from "./trace";

function traceOfFixture(name: Parameters<typeof readFixture>[0]): Trace {
  const trace = tracesSchema.parse(readFixture(name)).data.map(mapTrace)[0];
  if (!trace) throw new Error("empty fixture");
  return trace;
}

/** "name > name" for each span with its parent. */
function edgesOf(trace: Trace): string[] {
  const names = new Map(trace.spans.map((span) => [span.spanId, span.name]));
  return trace.spans.map((span) => `${names.get(span.parentSpanId ?? "")} > ${span.name}`);
}

describe("recorded traces", () => {
  it("a created document: siblings in time order under the service span", () => {
    const trace = traceOfFixture("post-documents-nested");
    expect(edgesOf(trace)).toEqual([
      "undefined > POST /api/documents/",
      "POST /api/documents/ > service.CreateDocument",
      "service.CreateDocument > gorm.Query",
      "service.CreateDocument > gorm.Create",
      "service.CreateDocument > b2.PutObject",
      "service.CreateDocument > apns.send",
    ]);
    const root = rootSpan(trace);
    expect(root).toMatchObject({ service: "honeydue-api", kind: "server", parentSpanId: null });
    expect(root && routeNameOf(root)).toBe("POST /api/documents/");
    expect(root && httpStatusOf(root)).toBe(201);
    expect(isFailedTrace(trace)).toBe(false);
    expect(errorTextOf(trace)).toBeNull();
    expect(trace.spans[2]?.tags).toMatchObject({ "db.system": "sqlite", "db.sql.table": "residences" });
    expect(root?.resource).toHaveProperty("telemetry.sdk.language");
  });

  it("a failed request: the root's own text, events with their attributes", () => {
    const trace = traceOfFixture("get-residence-500");
    const root = rootSpan(trace);
    expect(root && [routeNameOf(root), httpStatusOf(root)]).toEqual(["GET /api/residences/:id/", 500]);
    expect(isFailedTrace(trace)).toBe(true);
    expect(errorTextOf(trace)).toBe("load shares: SQL logic error: no such table: residence_shares (1)");
    const events = trace.spans.flatMap((span) => span.events);
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ name: "exception", attributes: { "exception.type": expect.any(String) } });
    expect(events[0]?.attributes).not.toHaveProperty("event");
  });

  it("an N+1 request: every span has its place, sorted by start", () => {
    const trace = traceOfFixture("get-tasks-n-plus-one");
    const starts = trace.spans.map((span) => span.startUs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(edgesOf(trace).filter((edge) => edge.startsWith("service.ListTasks > gorm.Query")).length).toBeGreaterThan(
      10,
    );
  });
});

const wireSpan = (more: object) => ({
  traceID: "t",
  spanID: "s",
  operationName: "x",
  references: [],
  startTime: 1,
  duration: 2,
  tags: [],
  logs: [],
  processID: "p1",
  warnings: null,
  ...more,
});
const mapped = (span: object, processes: object = { p1: { serviceName: "svc", tags: [] } }) =>
  tracesSchema
    .parse({ data: [{ traceID: "t", spans: [wireSpan(span)], processes, warnings: null }] })
    .data.map(mapTrace)[0]?.spans[0];

describe("mapTrace", () => {
  it("takes only a CHILD_OF of the same trace for the parent, and keeps the rest as links", () => {
    const references = [
      { refType: "FOLLOWS_FROM", traceID: "other", spanID: "f" },
      { refType: "CHILD_OF", traceID: "other", spanID: "o" },
      { refType: "CHILD_OF", traceID: "t", spanID: "s" },
      { refType: "CHILD_OF", traceID: "t", spanID: "p" },
    ];
    expect(mapped({ references })).toMatchObject({
      parentSpanId: "p",
      links: [
        { traceId: "other", spanId: "f" },
        { traceId: "other", spanId: "o" },
        { traceId: "t", spanId: "s" },
      ],
    });
  });

  it("reads times and tags that come as text, lists that come as null, and a process that is missing", () => {
    const tags = [{ key: "big", type: "int64", value: "9223372036854775807" }];
    const span = mapped({ startTime: "1795387310996493", duration: "5409", tags, logs: null, references: null }, {});
    expect(span).toMatchObject({ startUs: 1_795_387_310_996_493, durationUs: 5409, service: "", events: [] });
    expect(span?.tags).toEqual({ big: "9223372036854775807" });
  });

  it("keeps a tag named __proto__ as a tag", () => {
    const span = mapped({ tags: [{ key: "__proto__", value: "x" }] });
    expect(Object.getPrototypeOf(span?.tags)).toBe(Object.prototype);
    expect(Object.keys(span?.tags ?? {})).toEqual(["__proto__"]);
  });
});
