import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { getTrace } from "../get-trace";
import { listServices } from "../list-services";
import { searchTraces } from "../search-traces";
import { sendSpans } from "../testing/send-spans";
import { spanOf } from "../testing/span-of";
import { type Rewrite, startProxy } from "../testing/start-proxy";

let dir: string;
let jaeger: Awaited<ReturnType<typeof startJaeger>>;
let proxy: Awaited<ReturnType<typeof startProxy>> | undefined;
// The process's environment is parsed once; the base is fixed, and the proxy behind it changes how it answers.
let rewrite: Rewrite = () => false;
const service = "honeydue-api";
const startUs = (Date.now() - 60_000) * 1000;
const [slow, failed] = ["5".repeat(32), "6".repeat(32)];

const root = spanOf({
  traceId: slow,
  spanId: "5".repeat(16),
  startUs,
  durationUs: 800_000,
  tags: { "http.response.status_code": 200 },
});
const spans = [
  root,
  spanOf({
    ...root,
    spanId: "7".repeat(16),
    parentSpanId: root.spanId,
    name: "gorm.Query",
    kind: "client",
    startUs: startUs + 50,
    durationUs: 5000,
    tags: { "db.rows_affected": 3 },
  }),
  spanOf({
    ...root,
    traceId: failed,
    spanId: "6".repeat(16),
    startUs: startUs + 1_000_000,
    durationUs: 9000,
    tags: { error: true, "http.response.status_code": 500, "otel.status_description": "broken" },
    events: [{ name: "exception", timestampUs: startUs + 1_000_500, attributes: { "exception.message": "broken" } }],
    links: [{ traceId: slow, spanId: root.spanId }],
  }),
];
const window = { service, startMs: startUs / 1000 - 60_000, endMs: Date.now() + 60_000, limit: 20 };

/** What the first release after 2.20 no longer serves. */
const removed = /^\/api\/(services|operations|traces)$/;
const gone: Rewrite = ({ pathname }, response) => {
  if (!removed.test(pathname)) return false;
  response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found\n");
  return true;
};
/** From 2.19 on the parameters are camelCase; the real 2.13 behind reads snake_case. */
const camelOnly: Rewrite = (url, response) => {
  if (gone(url, response)) return true;
  const parameters = [...url.searchParams];
  if (parameters.some(([name]) => name.includes("_"))) {
    response.writeHead(400, { "content-type": "text/plain" }).end('{"error":{"httpCode":400,"message":"malformed"}}');
    return true;
  }
  const renamed: Record<string, string> = { "query.searchDepth": "query.num_traces" };
  const snake = (name: string) => renamed[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  url.search = new URLSearchParams(parameters.map(([name, value]) => [snake(name), value])).toString();
  return false;
};

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "obs-jaeger-v3-"));
  jaeger = await startJaeger({
    queryPort: await freePort(),
    otlpPort: await freePort(),
    dataDir: path.join(dir, "data"),
  });
  proxy = await startProxy(jaeger.url, (url, response) => rewrite(url, response));
  Object.assign(process.env, { JAEGER_URL: proxy.url, OBS_SCRAPE_INTERVAL_SECONDS: "1" });
  await sendSpans(jaeger.otlpUrl, spans, { "host.name": "pod-1" });
  await vi.waitFor(async () => expect((await searchTraces(window, { fresh: true })).traces).toHaveLength(2), 30_000);
});
afterEach(() => Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state")));
afterAll(async () => {
  await proxy?.stop();
  await jaeger.stop();
  await rm(dir, { recursive: true, force: true });
});

/** What both APIs must agree on; Jaeger's hints exist in the old one alone. */
const bare = async () => {
  const { traces } = await searchTraces(window);
  return traces.map(({ traceId, spans }) => ({ traceId, spans: spans.map(({ warnings: _, ...span }) => span) }));
};

describe.each([
  ["without the old search, snake_case", gone],
  ["without the old search, camelCase", camelOnly],
])("a Jaeger %s", (_label, way) => {
  it("gives the same traces as the old search", async () => {
    rewrite = () => false;
    const old = await bare();
    Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
    rewrite = way;
    expect(await bare()).toEqual(old);
    expect(old).toHaveLength(2);
  });

  it("is asked in the API that it speaks from the second question on", async () => {
    rewrite = way;
    await searchTraces(window);
    const before = proxy?.searches().length ?? 0;
    await searchTraces({ ...window, limit: 10 });
    expect((proxy?.searches().length ?? 0) - before).toBe(1);
  });

  it("finds by duration, nothing where nothing is, and one trace by its id", async () => {
    rewrite = way;
    const found = await searchTraces({ ...window, minDurationMs: 500 });
    expect(found.traces.map(({ traceId }) => traceId)).toEqual([slow]);
    expect((await searchTraces({ ...window, minDurationMs: 50_000 })).traces).toEqual([]);
    expect((await getTrace(slow))?.spans.map(({ name }) => name)).toEqual([root.name, "gorm.Query"]);
    expect(await getTrace("8".repeat(32))).toBeNull();
    expect(await listServices()).toEqual([service]);
  });
});

it("before 2.19 attributes are matched here, since the server cannot", async () => {
  rewrite = gone;
  const found = await searchTraces({ ...window, tags: { "http.response.status_code": "500" } });
  expect(found.traces.map(({ traceId }) => traceId)).toEqual([failed]);
});

it("one trace by its id through /api/v3, when that is all there is", async () => {
  rewrite = (url, response) => {
    if (url.pathname.startsWith("/api/v3/")) return false;
    response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found\n");
    return true;
  };
  expect((await getTrace(failed))?.spans[0]).toMatchObject({ tags: { error: true }, links: [{ traceId: slow }] });
  expect(await getTrace("8".repeat(32))).toBeNull();
});
