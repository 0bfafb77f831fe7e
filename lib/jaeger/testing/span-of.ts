import type { Span, Trace } from "../trace";

/** A span for tests: a server span without a parent, unless told otherwise. */
export function spanOf(given: Partial<Span> = {}): Span {
  return {
    traceId: "a1",
    spanId: "1",
    parentSpanId: null,
    service: "honeydue-api",
    name: "GET /api/tasks/",
    kind: "server",
    startUs: 1_000_000,
    durationUs: 1000,
    tags: {},
    resource: {},
    events: [],
    links: [],
    warnings: [],
    ...given,
  };
}

/** A trace of the given spans. */
export function traceOf(...spans: Span[]): Trace {
  return { traceId: "a1", spans, warnings: [] };
}
