import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkVictoriaMetrics } from "@/lib/health/check-victoriametrics";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { newestTimestamp } from "./newest-timestamp";
import { queryInstant } from "./query-instant";
import { queryRange } from "./query-range";

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
  process.env.VICTORIAMETRICS_URL = `${server.url}/select/0/prometheus`;
});
afterAll(() => server.stop());
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
});

async function failureOf(asked: Promise<unknown>) {
  const error = await asked.then(
    (value) => `no failure but ${JSON.stringify(value)}`,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UpstreamError)) throw new Error(String(error));
  return error.failure;
}

const vector = (...result: unknown[]) => json({ status: "success", data: { resultType: "vector", result } });
const matrix = (...result: unknown[]) => json({ status: "success", data: { resultType: "matrix", result } });
const window = { startMs: 0, endMs: 60_000, stepSeconds: 15 };
const instant = () => queryInstant("up");
const range = () => queryRange("up", window);

describe.each([
  ["queryInstant", instant],
  ["queryRange", range],
])("%s given a bad answer", (_name, ask) => {
  it.each([
    ["html", "bad-body", /web page instead of JSON/],
    ["truncatedJson", "bad-body", /broken JSON/],
    ["empty", "bad-body", /broken JSON/],
    ["large", "bad-body", /more than 16 MiB/],
    ["notHttp", "bad-body", /not answer in HTTP/],
    ["reset", "unreachable", /reset/],
    ["resetInBody", "unreachable", /reset/],
    ["badGateway", "bad-status", /status 502\.$/],
  ] as const)("%s is %s", async (name, kind, message) => {
    server.answerWith(badAnswers[name]);
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ source: "victoriametrics", kind });
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain("127.0.0.1");
  });

  it("hang is timeout, after 3 s", { timeout: 10_000 }, async () => {
    server.answerWith(badAnswers.hang);
    expect(await failureOf(ask())).toMatchObject({ kind: "timeout", message: expect.stringContaining("within 3 s") });
  });

  it.each([
    [422, {}, undefined],
    [429, { "retry-after": "10" }, 10],
    [429, { "retry-after": "Tue, 24 Nov 2026 09:00:00 GMT" }, undefined],
    [503, {}, undefined],
  ])("status %d keeps VictoriaMetrics' own words %j", async (status, headers, retryAfterSeconds) => {
    server.answerWith(json({ status: "error", errorType: String(status), error: "its reason" }, status, headers));
    expect(await failureOf(ask())).toEqual({
      source: "victoriametrics",
      kind: "bad-status",
      message: `VictoriaMetrics answered with status ${status}: its reason`,
      httpStatus: status,
      retryAfterSeconds,
    });
  });

  it.each([
    ["data: null", { status: "success", data: null }],
    ["no data", { status: "success" }],
    ["a list", []],
    ["null", null],
    ["status error with 200", { status: "error", error: "x", data: { resultType: "vector", result: [] } }],
    ["result: null", { status: "success", data: { resultType: "vector", result: null } }],
    ["another type", { status: "success", data: { resultType: "string", result: [1, "x"] } }],
    ["labels that are numbers", { status: "success", data: { resultType: "vector", result: [{ metric: { a: 1 } }] } }],
  ])("%s is bad-body", async (_label, body) => {
    server.answerWith(json(body));
    expect(await failureOf(ask())).toMatchObject({ kind: "bad-body" });
  });
});

describe("values", () => {
  it("leaves out series that are NaN or infinite, and takes numbers for texts and texts for numbers", async () => {
    server.answerWith(
      vector(
        { metric: { a: "nan" }, value: [10, "NaN"] },
        { metric: { a: "inf" }, value: [10, "+Inf"] },
        { metric: { a: "swapped" }, value: ["10.5", 0] },
      ),
    );
    expect(await instant()).toEqual([{ labels: { a: "swapped" }, value: 0, timestampMs: 10_500 }]);
  });

  it("reads a scalar", async () => {
    server.answerWith(json({ status: "success", data: { resultType: "scalar", result: [10, "2"] } }));
    expect(await instant()).toEqual([{ labels: {}, value: 2, timestampMs: 10_000 }]);
  });

  it("shows gaps, NaN and infinities of a range as null, on the whole grid", async () => {
    const values = [
      [0, "1"],
      [15, "NaN"],
      [30, "+Inf"],
      [60, "0"],
      [61, "9"],
      [9999, "9"],
    ];
    server.answerWith(matrix({ metric: { a: "b" }, values }));
    expect(await range()).toEqual({
      timesMs: [0, 15_000, 30_000, 45_000, 60_000],
      series: [{ labels: { a: "b" }, points: [1, null, null, null, 0] }],
    });
  });

  it.each([["abc"], [null], [{}]])("refuses %j as a value", async (value) => {
    server.answerWith(vector({ metric: {}, value: [1, value] }));
    expect(await failureOf(instant())).toMatchObject({ kind: "bad-body" });
    server.answerWith(matrix({ metric: {}, values: [[0, value]] }));
    expect(await failureOf(range())).toMatchObject({ kind: "bad-body" });
  });

  it("says null, not zero, when a selector has no sample", async () => {
    server.answerWith(vector());
    expect(await newestTimestamp("up")).toBeNull();
    expect(await instant()).toEqual([]);
  });
});

describe("sharing", () => {
  it("sends one request for 50 viewers, under the path prefix", async () => {
    server.answerWith(vector());
    await Promise.all(Array.from({ length: 50 }, instant));
    expect(server.requests.map(({ url }) => url)).toEqual(["/select/0/prometheus/api/v1/query?query=up&nocache=1"]);
  });

  it("treats windows within one step as the same query", async () => {
    server.answerWith(matrix());
    await queryRange("up", { startMs: 15_000, endMs: 60_000, stepSeconds: 15 });
    await queryRange("up", { startMs: 16_000, endMs: 74_999, stepSeconds: 15 });
    expect(server.requests).toHaveLength(1);
  });

  it("sends a long query as a form", async () => {
    server.answerWith(vector());
    const promql = `up{a=~"${"x|".repeat(2000)}"}`;
    await queryInstant(promql);
    expect(server.requests[0]).toMatchObject({ method: "POST", url: "/select/0/prometheus/api/v1/query" });
    expect(new URLSearchParams(server.requests[0]?.body).get("query")).toBe(promql);
  });
});

describe("checkVictoriaMetrics", () => {
  it("is ok when a query is answered and bad, with the reason, when not", async () => {
    server.answerWith(json({ status: "success", data: { resultType: "scalar", result: [10, "1"] } }));
    expect(await checkVictoriaMetrics()).toMatchObject({ name: "victoriametrics", state: "ok" });
    Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
    server.answerWith(badAnswers.badGateway);
    const bad = await checkVictoriaMetrics();
    expect(bad).toMatchObject({ state: "bad", detail: "VictoriaMetrics answered with status 502." });
  });
});
