import { expect, it } from "vitest";
import { mapV3Traces } from "./map-traces";
import { v3TracesSchema } from "./schema";
import { v3SearchUrl } from "./urls";

const query = {
  service: "honeydue-api",
  operation: "POST /api/documents/",
  tags: { "http.response.status_code": "500" },
  minDurationMs: 1500,
  startMs: 1_700_000_000_000,
  endMs: 1_700_000_900_000,
  limit: 20,
};

it("spells its parameters as the server's age wants them", () => {
  const parametersOf = (spelling: "camel" | "snake") =>
    Object.fromEntries(new URL(v3SearchUrl("http://j/x/", query, spelling)).searchParams);
  expect(parametersOf("camel")).toEqual({
    "query.serviceName": "honeydue-api",
    "query.operationName": "POST /api/documents/",
    "query.startTimeMin": "2023-11-14T22:13:20.000Z",
    "query.startTimeMax": "2023-11-14T22:28:20.000Z",
    "query.durationMin": "1500000us",
    "query.searchDepth": "20",
    "query.attributes": '{"http.response.status_code":"500"}',
  });
  expect(Object.keys(parametersOf("snake")).toSorted()).toEqual([
    "query.duration_min",
    "query.num_traces",
    "query.operation_name",
    "query.service_name",
    "query.start_time_max",
    "query.start_time_min",
  ]);
});

const span = (traceId: string, spanId: string, more: object = {}) => ({
  traceId,
  spanId,
  name: spanId,
  kind: 3,
  startTimeUnixNano: "1700000000000001999",
  endTimeUnixNano: "1700000000000005000",
  ...more,
});

it("tells the concatenated traces apart and reads what OTLP leaves out", () => {
  const attributes = [
    { key: "count", value: { intValue: "7" } },
    { key: "big", value: { intValue: "9223372036854775807" } },
    { key: "ok", value: { boolValue: true } },
    { key: "list", value: { arrayValue: { values: [{ stringValue: "a" }] } } },
    { key: "none" },
  ];
  const body = {
    result: {
      resourceSpans: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "api" } }] },
          scopeSpans: [
            {
              scope: { name: "gorm" },
              spans: [span("a", "1", { parentSpanId: "", attributes, status: { code: 2, message: "no" } })],
            },
          ],
        },
        { scopeSpans: [{ spans: [span("b", "2"), span("a", "3", { parentSpanId: "1", status: {} })] }] },
      ],
    },
  };
  const traces = mapV3Traces(v3TracesSchema.parse(body));
  expect(traces.map(({ traceId, spans }) => [traceId, spans.map(({ spanId }) => spanId)])).toEqual([
    ["a".padStart(32, "0"), ["1", "3"]],
    ["b".padStart(32, "0"), ["2"]],
  ]);
  expect(traces[0]?.spans[0]).toMatchObject({
    service: "api",
    kind: "client",
    parentSpanId: null,
    startUs: 1_700_000_000_000_001,
    durationUs: 4,
    tags: {
      count: 7,
      big: "9223372036854775807",
      ok: true,
      list: '{"values":[{"stringValue":"a"}]}',
      none: "null",
      "span.kind": "client",
      error: true,
      "otel.status_code": "ERROR",
      "otel.status_description": "no",
      "otel.scope.name": "gorm",
    },
  });
  expect(traces[0]?.spans[1]).toMatchObject({ parentSpanId: "1", service: "", tags: { "span.kind": "client" } });
});
