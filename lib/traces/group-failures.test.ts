import fc from "fast-check";
import { expect, it } from "vitest";
import { groupFailures } from "./group-failures";
import { maskMessage } from "./mask-message";
import type { TraceRow } from "./types";

const row = (change: Partial<TraceRow>): TraceRow => ({
  traceId: "1",
  service: "honeydue-api",
  route: "POST /api/documents/",
  startedAtMs: 1000,
  durationMs: 5,
  httpStatus: 500,
  spanCount: 3,
  errorText: "put object: 503",
  ...change,
});

it.each([
  ["document 4711 not found", "document <n> not found"],
  ["put object: 503", "put object: 503"],
  ["dial tcp 10.0.3.7:5432: connect: connection refused", "dial tcp <host>: connect: connection refused"],
  ['task "buy milk" of anna@example.com', "task <text> of <address>"],
  ["key residences/5b8efff7-98a1-4c1c-8b1a-3c2b1a0f9e8d", "key residences/<id>"],
  ["timeout after 1.25s", "timeout after <n>s"],
  ["context deadline exceeded", "context deadline exceeded"],
])("%s is shown as %s", (message, masked) => expect(maskMessage(message)).toBe(masked));

it("eight identical failures are one, with count, first and newest", () => {
  const rows = Array.from({ length: 8 }, (_, index) => row({ traceId: String(index), startedAtMs: 1000 + index }));
  const [group, ...rest] = groupFailures(rows);
  expect(rest).toEqual([]);
  expect(group).toMatchObject({ count: 8, firstAtMs: 1000, readOfRoute: 8, kind: "500", message: "put object: 503" });
  expect(group?.newest.traceId).toBe("7");
});

it("differs by route, status and message, not by whom it hit", () => {
  const groups = groupFailures([
    row({ errorText: "document 12 is locked", startedAtMs: 9 }),
    row({ errorText: "document 7 is locked", startedAtMs: 8 }),
    row({ httpStatus: 502, startedAtMs: 7 }),
    row({ route: "GET /api/tasks/", httpStatus: null, errorText: null, startedAtMs: 6 }),
  ]);
  expect(groups.map(({ kind, message, count, readOfRoute }) => [kind, message, count, readOfRoute])).toEqual([
    ["500", "document <n> is locked", 2, 3],
    ["502", "put object: 503", 1, 3],
    ["no status", null, 1, 1],
  ]);
});

it("loses no request", () => {
  const rows = fc.array(
    fc.record({
      route: fc.constantFrom("a", "b"),
      httpStatus: fc.constantFrom(500, 503, null),
      errorText: fc.constantFrom("x 1", "x 2", "y", null),
      startedAtMs: fc.nat(),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(rows, (made) => {
      const groups = groupFailures(made.map(row));
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(made.length);
      for (const { firstAtMs, newest } of groups) expect(firstAtMs).toBeLessThanOrEqual(newest.startedAtMs);
    }),
  );
});
