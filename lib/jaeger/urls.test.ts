import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTraceId } from "@/lib/format/trace-id";
import { searchUrl, servicesUrl, traceUrl } from "./urls";

const text = fc.string({ unit: "grapheme", minLength: 1 });

describe("searchUrl", () => {
  it("speaks microseconds, Go durations and a JSON map of strings", () => {
    const url = new URL(
      searchUrl("http://jaeger:16686/jaeger/", {
        service: "honeydue-api",
        operation: "POST /api/documents/",
        tags: { "http.response.status_code": "500" },
        minDurationMs: 1500.5,
        startMs: 1_700_000_000_000,
        endMs: 1_700_000_900_000,
        limit: 20,
      }),
    );
    expect(url.pathname).toBe("/jaeger/api/traces");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      service: "honeydue-api",
      operation: "POST /api/documents/",
      tags: '{"http.response.status_code":"500"}',
      minDuration: "1500500us",
      start: "1700000000000000",
      end: "1700000900000000",
      limit: "20",
    });
  });

  it("brings any service, operation and tag through unchanged, and nothing else", () => {
    fc.assert(
      fc.property(text, text, fc.dictionary(text, text, { minKeys: 1 }), (service, operation, tags) => {
        const { searchParams } = new URL(
          searchUrl("http://j", { service, operation, tags, startMs: 0, endMs: 1, limit: 1 }),
        );
        expect(searchParams.get("service")).toBe(service);
        expect(searchParams.get("operation")).toBe(operation);
        expect(JSON.parse(searchParams.get("tags") ?? "")).toEqual(JSON.parse(JSON.stringify(tags)));
        expect([...searchParams.keys()].toSorted()).toEqual(["end", "limit", "operation", "service", "start", "tags"]);
      }),
    );
  });
});

it("builds the other calls under a path prefix", () => {
  expect(servicesUrl("http://j/prefix")).toBe("http://j/prefix/api/services");
  expect(traceUrl("http://j/", "abc")).toBe("http://j/api/traces/abc");
});

it("traceUrl never leaves its path", () => {
  // What a URL gives a meaning to, alone and between other characters.
  const part = fc.oneof(fc.constantFrom("/", "\\", "?", "#", "%", "%2F", "..", ".", "@", ":", ";", " "), text);
  // "." and ".." alone are steps of a path in any spelling; no trace id passes isTraceId with them.
  const id = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      id.filter((value) => value !== "." && value !== ".."),
      (value) => {
        const url = new URL(traceUrl("http://j", value));
        expect(url.host).toBe("j");
        expect(url.search + url.hash).toBe("");
        expect(url.pathname.split("/").slice(0, 3)).toEqual(["", "api", "traces"]);
        expect(url.pathname.split("/").slice(3).map(decodeURIComponent)).toEqual([value]);
      },
    ),
  );
});

describe("isTraceId", () => {
  it("takes 1 to 32 hex digits that are not all zero", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }), (id) => {
        expect(isTraceId(id.toString(16))).toBe(true);
        expect(isTraceId(id.toString(16).padStart(32, "0").toUpperCase())).toBe(true);
      }),
    );
    expect(["", "0", "00000000000000000000000000000000", "xyz", "../x", "a".repeat(33), " a"].some(isTraceId)).toBe(
      false,
    );
  });
});
