import { expect, it } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { readRequest } from "./read-request";

const traceOf = (spans: ReturnType<typeof spanOf>[]) => ({ traceId: "a1", spans, warnings: [] });
const root = spanOf({
  spanId: "root",
  durationUs: 100_000,
  tags: { "http.request.method": "GET", "http.route": "/api/tasks/", "http.response.status_code": 500 },
  resource: { "host.name": "api-2", "service.version": "1.14.2" },
});
const query = (spanId: string, statement: string, changes: Partial<ReturnType<typeof spanOf>> = {}) =>
  spanOf({
    spanId,
    parentSpanId: "root",
    kind: "client",
    name: "gorm.Query",
    startUs: root.startUs + 10_000,
    durationUs: 30_000,
    tags: { "db.system": "sqlite", "db.statement": statement, "db.sql.table": "tasks" },
    ...changes,
  });

it("reads a request by its statements without their values, each with its own time", () => {
  const read = readRequest(
    traceOf([
      root,
      query("one", 'SELECT * FROM `tasks` WHERE email = "a@b.c"'),
      // A preload runs inside of its query.
      query("two", "SELECT * FROM `users` WHERE id = 7", { parentSpanId: "one", durationUs: 20_000 }),
    ]),
  );
  expect(read).toMatchObject({ durationMs: 100, failed: true });
  const statements = [...(read?.statements ?? [])].map(([text, { selfMs }]) => [text, selfMs]);
  expect(statements).toEqual([
    ["SELECT * FROM `tasks` WHERE email = ?", 10],
    ["SELECT * FROM `users` WHERE id = ?", 20],
  ]);
});

it("takes only what tells requests apart, cut short, and no secret", () => {
  const secret = "Bearer abcdefghijklmnop";
  const read = readRequest(
    traceOf([
      {
        ...root,
        tags: { ...root.tags, "user_agent.original": `${secret} ${"x".repeat(500)}`, "client.address": "10.0.0.9" },
      },
      query("one", "SELECT 1"),
    ]),
  );
  const attributes = [...(read?.attributes ?? [])];
  expect(attributes).toEqual(
    expect.arrayContaining(["http.route=/api/tasks/", "host.name=api-2", "db.collection.name=tasks"]),
  );
  expect(attributes.join()).not.toMatch(/abcdefghijklmnop|10\.0\.0\.9/);
  expect(Math.max(...attributes.map(({ length }) => length))).toBeLessThan(160);
});

it("takes a job for no request", () => {
  const job = spanOf({ spanId: "root", name: "asynq.cleanup", kind: "consumer", tags: {} });
  expect(readRequest(traceOf([job]))).toBeNull();
});
