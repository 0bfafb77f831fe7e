import { describe, expect, it } from "vitest";
import { readTrace } from "@/lib/traces/testing/read-trace";
import { looksLikeDeviceToken } from "./device-token";
import { findLeaks } from "./find-leaks";

const withTag = (key: string, value: string) => {
  const trace = readTrace("post-documents-nested");
  return [
    {
      ...trace,
      spans: trace.spans.map((span) => ({ ...span, tags: { [key]: value, "db.system": "postgresql" } })).slice(0, 1),
    },
  ];
};
const kinds = (key: string, value: string) => findLeaks(withTag(key, value)).map(({ kind }) => kind);

describe("findLeaks", () => {
  it.each([
    ["http.request.header", "Bearer abcdef0123456789", ["secret"]],
    ["note", "hdobs_Ab3xK9mPq2abcdefghijklmnopqrstuvwxyz0123456789ABCDE", ["secret"]],
    ["user", "jane.doe@example.com", ["e-mail"]],
    ["device_token_hash", "a1".repeat(32), ["device-token"]],
    ["device_token_hash", "7a9c6d0be656", []],
    ["db.statement", "SELECT * FROM users WHERE email = 'jane@example.com'", ["e-mail", "sql-text"]],
    ["db.statement", "SELECT * FROM tasks WHERE id = 7", []],
    ["db.statement", "SELECT * FROM tasks WHERE title = '?'", []],
    ["url.path", "/api/tasks/", []],
  ])("%s = %s", (key, value, expected) => {
    expect(kinds(key, value)).toEqual(expected);
  });

  it("never carries the value", () => {
    expect(JSON.stringify(findLeaks(withTag("user", "jane.doe@example.com")))).not.toContain("jane");
  });

  it("counts spans of one kind as one row", () => {
    const trace = readTrace("get-tasks-n-plus-one");
    const spans = trace.spans.map((span) => ({ ...span, name: "gorm.Query", tags: { user: "a@example.com" } }));
    expect(findLeaks([{ ...trace, spans }])).toEqual([
      { kind: "e-mail", span: "gorm.Query", attribute: "user", spans: spans.length, traceId: trace.traceId },
    ]);
  });

  it("takes time in proportion to hostile values", () => {
    const started = performance.now();
    for (const value of ["a@".repeat(50_000), "eyJ-".repeat(25_000), "'".repeat(100_000), "a.".repeat(50_000)])
      kinds("db.statement", value);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("looksLikeDeviceToken", () => {
  it.each([
    ["5".repeat(63), false],
    ["5".repeat(64), true],
    ["cXyz12345678:APA91bH-abc", true],
    ["", false],
  ])("%s: %s", (value, expected) => {
    expect(looksLikeDeviceToken(value)).toBe(expected);
  });
});
