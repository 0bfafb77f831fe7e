import { expect, it } from "vitest";
import { jaegerSearchLink, jaegerTraceLink } from "./jaeger-ui";

const search = {
  service: "honeydue-api",
  operation: "GET /a?b&c",
  tags: { a: "1 & 2" },
  minDurationMs: 500,
  startMs: 1,
  endMs: 2,
};

it("links to a trace and a search under a path prefix", () => {
  expect(jaegerTraceLink("https://jaeger.example/ui/", "abc1").href).toBe("https://jaeger.example/ui/trace/abc1");
  const url = new URL(jaegerSearchLink("https://jaeger.example/ui", search).href ?? "");
  expect(url.pathname).toBe("/ui/search");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    service: "honeydue-api",
    operation: "GET /a?b&c",
    tags: '{"a":"1 & 2"}',
    minDuration: "500ms",
    start: "1000",
    end: "2000",
    limit: "20",
    lookback: "custom",
  });
});

it("says why there is no link", () => {
  expect(jaegerTraceLink(undefined, "abc1")).toEqual({
    href: null,
    reason: expect.stringContaining("JAEGER_PUBLIC_URL"),
  });
  expect(jaegerSearchLink(undefined, search).href).toBeNull();
  expect(jaegerTraceLink("https://jaeger.example", "../x").href).toBeNull();
});
