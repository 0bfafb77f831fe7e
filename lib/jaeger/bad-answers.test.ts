import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkJaeger } from "@/lib/health/check-jaeger";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { getTrace } from "./get-trace";
import { listServices } from "./list-services";
import { newestSpan } from "./newest-span";
import type { SearchPriority } from "./search-queue";
import { maxWindowMs, searchTraces } from "./search-traces";
import { readFixture } from "./testing/read-fixture";

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
  process.env.JAEGER_URL = `${server.url}/jaeger`;
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

const query = { service: "honeydue-api", startMs: 0, endMs: 60_000, limit: 20 };
const search = () => searchTraces(query);

describe.each([
  ["searchTraces", search],
  ["getTrace", () => getTrace("abc")],
  ["listServices", () => listServices()],
])("%s given a bad answer", (_name, ask) => {
  it.each([
    ["html", "bad-body"],
    ["truncatedJson", "bad-body"],
    ["large", "bad-body"],
    ["reset", "unreachable"],
    ["resetInBody", "unreachable"],
    ["badGateway", "bad-status"],
  ] as const)("%s is %s", async (name, kind) => {
    server.answerWith(badAnswers[name]);
    expect(await failureOf(ask())).toMatchObject({ source: "jaeger", kind });
  });

  it("keeps Jaeger's own words, although it calls its JSON plain text", async () => {
    const body = { data: null, errors: [{ code: 500, msg: "Value log is closed" }] };
    server.answerWith(json(body, 500, { "content-type": "text/plain; charset=utf-8" }));
    expect(await failureOf(ask())).toMatchObject({
      kind: "bad-status",
      httpStatus: 500,
      message: "Jaeger answered with status 500: Value log is closed",
    });
  });
});

describe("searchTraces", () => {
  it.each([
    ["data: null", { data: null }],
    ["a start that is no number", { data: [{ traceID: "a", spans: [{ startTime: "soon" }], processes: {} }] }],
  ])("takes %s for a bad body", async (_label, body) => {
    server.answerWith(json(body));
    expect(await failureOf(search())).toMatchObject({ kind: "bad-body" });
  });

  it("clamps the limit and the window, and says so", async () => {
    server.answerWith(json({ data: [] }));
    const found = await searchTraces({ ...query, startMs: 0, endMs: 10 * maxWindowMs, limit: 5000 });
    const [startMs, endMs] = [9 * maxWindowMs, 10 * maxWindowMs];
    expect(found).toEqual({ traces: [], startMs, endMs, limitReached: false, readFromMs: startMs, unread: [] });
    const { searchParams, pathname } = new URL(server.requests[0]?.url ?? "", server.url);
    expect(pathname).toBe("/jaeger/api/traces");
    expect([searchParams.get("limit"), searchParams.get("start")]).toEqual(["20", String(9 * maxWindowMs * 1000)]);
  });

  it("gives the newest first, whatever order Jaeger sends", async () => {
    const names = ["post-documents-nested", "get-residence-500", "get-tasks-n-plus-one"] as const;
    const recorded = names.map((name) => (readFixture(name) as { data: unknown[] }).data[0]);
    server.answerWith(json({ data: recorded }));
    const starts = (await search()).traces.map(({ spans }) => spans[0]?.startUs ?? 0);
    expect(starts).toHaveLength(3);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
  });

  it("moves a waiting search up when on-call asks for the same", async () => {
    server.answerWith((response) => setImmediate(() => response.end('{"data":[]}')));
    const ask = (service: string, priority: SearchPriority) => searchTraces({ ...query, service }, { priority });
    await Promise.all([
      ask("first", "page"),
      ask("page", "page"),
      ask("shared", "background"),
      ask("shared", "oncall"),
    ]);
    const asked = server.requests.map(({ url }) => new URL(url, server.url).searchParams.get("service"));
    expect(asked).toEqual(["first", "shared", "page"]);
  });

  it("sends one search for 50 viewers and never two at once", async () => {
    let inFlight = 0;
    let most = 0;
    server.answerWith((response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setImmediate(() => {
        inFlight -= 1;
        response.end('{"data":[]}');
      });
    });
    const services = ["a", "b", "c"];
    await Promise.all(Array.from({ length: 50 }, (_, i) => searchTraces({ ...query, service: services[i % 3] ?? "" })));
    expect(server.requests).toHaveLength(3);
    expect(most).toBe(1);
  });
});

describe("getTrace", () => {
  it("is null when Jaeger does not have it, without asking when it is not a trace id", async () => {
    server.answerWith(json({ data: null, errors: [{ code: 404, msg: "trace not found" }] }, 404));
    expect(await getTrace("abc")).toBeNull();
    server.answerWith(json({ data: [] }));
    expect(await getTrace("../services")).toBeNull();
    expect(server.requests).toHaveLength(0);
  });
});

describe("listServices", () => {
  it("leaves out Jaeger itself and takes null for no services", async () => {
    server.answerWith(json({ data: ["jaeger", "b", "a"] }));
    expect(await listServices()).toEqual(["a", "b"]);
    Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
    server.answerWith(json({ data: null }));
    expect(await listServices()).toEqual([]);
  });
});

describe("newestSpan", () => {
  it("looks at a short window first, then at the last hour, and is null when both are empty", async () => {
    server.answerWith(json({ data: [] }));
    expect(await newestSpan("honeydue-api")).toBeNull();
    const windows = server.requests.map(({ url }) => {
      const { searchParams } = new URL(url, server.url);
      return (Number(searchParams.get("end")) - Number(searchParams.get("start"))) / 1e6;
    });
    expect(windows).toEqual([975, 3600]);
  });

  it("takes the newest start of the service's own spans", async () => {
    server.answerWith(json(readFixture("post-documents-nested")));
    const fixture = readFixture("post-documents-nested") as { data: { spans: { startTime: number }[] }[] };
    const newestUs = Math.max(...(fixture.data[0]?.spans ?? []).map((span) => span.startTime));
    expect(await newestSpan("honeydue-api")).toEqual({ startedAtMs: newestUs / 1000 });
  });
});

it("checkJaeger is bad with the reason", async () => {
  server.answerWith(badAnswers.html);
  expect(await checkJaeger()).toMatchObject({
    name: "jaeger",
    state: "bad",
    detail: expect.stringContaining("web page"),
  });
});
