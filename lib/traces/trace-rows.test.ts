import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import type { Span } from "@/lib/jaeger/trace";
import { selectRows } from "./trace-rows";

const us = 1_700_000_000_000_000;
const request = (traceId: string, atMs: number, durationMs: number, more: Partial<Span> = {}) => ({
  ...traceOf(
    spanOf({
      ...{ startUs: us + atMs * 1000, durationUs: durationMs * 1000, name: "GET /a/", ...more },
      tags: { "http.response.status_code": 500, ...more.tags },
    }),
  ),
  traceId,
});
const ids = (rows: ReturnType<typeof selectRows>) => rows.map(({ traceId }) => traceId);

describe("the rows of a list of traces", () => {
  it("are the failed requests, newest first, each once", () => {
    const well = request("well", 9, 5, { tags: { "http.response.status_code": 200 } });
    const all = [request("old", 1, 50), request("new", 3, 5), request("mid", 2, 7), well, request("new", 3, 5)];
    expect(ids(selectRows("failed", all))).toEqual(["new", "mid", "old"]);
  });

  it("are the slow requests whether they failed or not, slowest first", () => {
    const well = request("well", 9, 20, { tags: { "http.response.status_code": 200 } });
    expect(ids(selectRows("slow", [request("a", 1, 5), well, request("b", 2, 50)]))).toEqual(["b", "well", "a"]);
  });

  it("are of one route where one is asked for", () => {
    const other = request("other", 1, 5, { name: "GET /b/" });
    expect(ids(selectRows("failed", [request("a", 1, 5), other], "GET /b/"))).toEqual(["other"]);
    expect(ids(selectRows("failed", [request("a", 1, 5), other]))).toHaveLength(2);
  });

  it("are requests alone: by their kind, or by a status", () => {
    const job = request("job", 1, 5, { kind: "consumer", tags: { "http.response.status_code": "", error: true } });
    const proxied = request("proxied", 1, 5, { kind: "client" });
    const server = request("server", 1, 5, { tags: { "http.response.status_code": "", error: true } });
    expect(ids(selectRows("failed", [job, proxied, server, traceOf()]))).toEqual(["proxied", "server"]);
    expect(selectRows("slow", [{ ...traceOf(), traceId: "empty" }])).toEqual([]);
  });

  it("tell how it ended and when, in milliseconds", () => {
    const [row] = selectRows("failed", [request("a", 4, 7, { tags: { "echo.error": "busy" } })]);
    expect(row).toEqual({
      ...{ traceId: "a", service: "honeydue-api", route: "GET /a/", startedAtMs: us / 1000 + 4, durationMs: 7 },
      ...{ httpStatus: 500, spanCount: 1, errorText: "busy" },
    });
  });
});
