import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceSearch } from "@/lib/jaeger/search-traces";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { readTrace } from "../testing/read-trace";
import { matchesCriteria, toHit } from "./match-trace";
import { cutWindows, type SearchWindow } from "./plan-trace-search";
import { readPasted } from "./read-pasted";
import type { TraceCriteria } from "./types";
import { walkWindows } from "./walk-windows";

const trace = "0af7651916cd43dd8448eb211c80319c";
const span = "b7ad6b7169203331";

describe("readPasted", () => {
  const panes = encodeURIComponent(JSON.stringify({ a: { queries: [{ query: trace }] } }));
  it.each([
    [trace],
    [`  ${trace.toUpperCase()}\n`],
    [`00-${trace}-${span}-01`],
    [`https://jaeger.example/ui/trace/${trace}?uiFind=${span}`],
    [`https://grafana.example/explore?schemaVersion=1&panes=${panes}`],
    [`https://grafana.example/login?redirect=${encodeURIComponent(`/explore?panes=${panes}`)}`],
    [`{"traceID":"${trace}","spanID":"${span}"}`],
  ])("finds the trace in %s", (text) => expect(readPasted(text)).toEqual({ kind: "trace", traceId: trace }));

  it("takes Jaeger's short ids from its path, 16 digits alone for either, and nothing for nothing", () => {
    expect(readPasted("http://j/trace/abc1")).toEqual({ kind: "trace", traceId: "abc1" });
    expect(readPasted(span)).toEqual({ kind: "span-or-trace", id: span });
    for (const text of ["", "hello", "0".repeat(32), "a".repeat(33), "%E0%A4%A"]) expect(readPasted(text)).toBeNull();
  });

  it("survives any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readPasted(text)).not.toThrow();
      }),
    );
  });
});

const all: TraceCriteria = {
  range: "1h",
  untilMs: null,
  service: "honeydue-api",
  route: null,
  operation: null,
  minMs: null,
  maxMs: null,
  status: null,
  attribute: null,
};

describe("matchesCriteria", () => {
  const slow = readTrace("post-documents-nested");
  it.each<[Partial<TraceCriteria>, boolean]>([
    [{}, true],
    [{ route: "POST /api/documents/" }, true],
    [{ route: "GET /api/documents/" }, false],
    [{ operation: "b2.PutObject" }, true],
    [{ operation: "b2.GetObject" }, false],
    [{ minMs: 282 }, true],
    [{ minMs: 283 }, false],
    [{ maxMs: 250 }, false],
    [{ status: "201" }, true],
    [{ status: "2xx" }, true],
    [{ status: "failed" }, false],
    [{ attribute: { key: "bucket", value: "honeydue-documents" } }, true],
    [{ attribute: { key: "bucket", value: "honeydue" } }, false],
    [{ attribute: { key: "size_bytes", value: "93657" } }, true],
    [{ attribute: { key: "telemetry.sdk.language", value: "go" } }, true],
  ])("%j", (criteria, matches) => expect(matchesCriteria(slow, { ...all, ...criteria })).toBe(matches));

  it("takes the request's duration, not that of a span that outlives it", () => {
    const root = spanOf({ durationUs: 5000 });
    const late = spanOf({ spanId: "2", parentSpanId: "1", durationUs: 9_000_000 });
    expect(matchesCriteria(traceOf(root, late), { ...all, minMs: 1000 })).toBe(false);
  });

  it("knows a failure without a status", () => {
    expect(matchesCriteria(readTrace("get-residence-500"), { ...all, status: "failed" })).toBe(true);
    const panic = spanOf({ events: [{ name: "exception", timestampUs: 1, attributes: {} }] });
    expect(matchesCriteria(traceOf(panic), { ...all, status: "failed" })).toBe(true);
    expect(matchesCriteria(traceOf(panic), { ...all, status: "5xx" })).toBe(false);
  });
});

it("a hit shows where the time went, in shares that add up", () => {
  const hit = toHit(readTrace("get-tasks-n-plus-one"));
  expect(hit?.hasNPlusOne).toBe(true);
  expect(hit?.layers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(hit?.layers.find(({ layer }) => layer === "db")?.share).toBeGreaterThan(0.9);
});

describe("walkWindows", () => {
  /** A store with a trace at each of the given times (ms) that answers like badger: the newest first, up to a limit. */
  const storeOf =
    (timesMs: readonly number[], limit: number, asked: SearchWindow[]) => async (window: SearchWindow) => {
      asked.push(window);
      const inside = timesMs.filter((time) => time >= window.startMs && time <= window.endMs).toSorted((a, b) => b - a);
      const traces = inside.slice(0, limit).map((time) => ({
        ...traceOf(spanOf({ startUs: time * 1000 })),
        traceId: String(time),
      }));
      const limitReached = inside.length >= limit;
      const readFromMs = limitReached ? (inside[limit - 1] ?? window.startMs) : window.startMs;
      return { traces, ...window, limitReached, readFromMs, unread: [] } satisfies TraceSearch;
    };
  const hour = 3_600_000;

  it("leaves no hole in what it says it covered, within its budget", async () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 5 * hour - 1 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2, max: 20 }),
        async (all, budget, limit) => {
          const asked: SearchWindow[] = [];
          const walk = await walkWindows(cutWindows(0, 5 * hour), budget, storeOf(all, limit, asked), () => false);
          expect(asked.length).toBeLessThanOrEqual(budget);
          expect(asked.every(({ startMs, endMs }) => endMs - startMs <= hour)).toBe(true);
          const found = new Set(walk.traces.map(({ traceId }) => Number(traceId)));
          for (const time of all) if (time > walk.coveredFromMs) expect(found.has(time)).toBe(true);
          if (walk.finished) expect(found.size).toBe(all.length);
        },
      ),
    );
  });

  it("goes on when 20 traces share one instant", async () => {
    const asked: SearchWindow[] = [];
    const same = Array.from({ length: 30 }, () => hour - 5);
    const walk = await walkWindows(cutWindows(0, hour), 4, storeOf(same, 20, asked), () => false);
    expect(walk.finished).toBe(true);
  });
});
