import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceSearch } from "@/lib/jaeger/search-traces";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { readTrace } from "../testing/read-trace";
import { matchesCriteria, toHit } from "./match-trace";
import { cutWindows, type SearchWindow } from "./plan-trace-search";
import { readPasted } from "./read-pasted";
import type { TraceCriteria } from "./types";
import { type Tags, walkWindows } from "./walk-windows";

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

  it("reads Jaeger's short ids in its path, 16 digits alone as either id, and nothing in any other text", () => {
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
  fromMs: null,
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
  type Stored = { timeMs: number; status: string };
  /** A store that answers like badger: of one status the newest first, up to a limit. */
  const storeOf =
    (stored: readonly Stored[], limit: number, asked: SearchWindow[]) => async (window: SearchWindow, tags: Tags) => {
      asked.push(window);
      const inside = stored
        .filter(({ timeMs, status }) => status === tags.status && timeMs >= window.startMs && timeMs <= window.endMs)
        .toSorted((a, b) => b.timeMs - a.timeMs);
      const traces = inside.slice(0, limit).map(({ timeMs, status }) => ({
        ...traceOf(spanOf({ startUs: timeMs * 1000 })),
        traceId: `${timeMs} ${status}`,
      }));
      const limitReached = inside.length >= limit;
      const readFromMs = limitReached ? (inside[limit - 1]?.timeMs ?? window.startMs) : window.startMs;
      return { traces, ...window, limitReached, readFromMs, unread: [] } satisfies TraceSearch;
    };
  const hour = 3_600_000;
  const kinds = [{ status: "500" }, { status: "503" }, { status: "502" }];
  const times = fc.uniqueArray(
    fc.record({ timeMs: fc.integer({ min: 1, max: 5 * hour - 1 }), status: fc.constantFrom("500", "503", "502") }),
    { maxLength: 60, selector: ({ timeMs }) => timeMs },
  );
  const asks = fc.record({
    stored: times,
    budget: fc.integer({ min: 1, max: 24 }),
    limit: fc.integer({ min: 2, max: 20 }),
    wanted: fc.integer({ min: 1, max: 30 }),
  });

  it("leaves no hole of any kind in what it says it covered, within its budget", async () => {
    let [finished, cut] = [0, 0];
    await fc.assert(
      fc.asyncProperty(asks, async ({ stored, budget, limit, wanted }) => {
        const asked: SearchWindow[] = [];
        const windows = cutWindows(0, 5 * hour);
        const search = storeOf(stored, limit, asked);
        const enough = (traces: readonly unknown[]) => traces.length >= wanted;
        const walk = await walkWindows({ windows, kinds, budget, search, enough });
        expect(asked.length).toBeLessThanOrEqual(budget);
        expect(walk.searches).toBe(asked.length);
        expect(asked.every(({ startMs, endMs }) => endMs - startMs <= hour)).toBe(true);
        const found = new Set(walk.traces.map(({ traceId }) => traceId));
        expect(found.size).toBe(walk.traces.length);
        for (const { timeMs, status } of stored)
          if (timeMs > walk.coveredFromMs) expect(found.has(`${timeMs} ${status}`)).toBe(true);
        if (walk.finished) expect(found.size).toBe(stored.length);
        if (walk.finished) finished += 1;
        else cut += 1;
        // A look further back from here gets further.
        if (budget >= kinds.length) expect(walk.coveredFromMs).toBeLessThan(5 * hour);
      }),
    );
    expect(Math.min(finished, cut)).toBeGreaterThan(0);
  });

  it("asks every status of an hour before an older hour, and stops once there is enough", async () => {
    const stored = [
      { timeMs: 5 * hour - 10, status: "500" },
      { timeMs: 5 * hour - 5, status: "502" },
      { timeMs: 3 * hour, status: "500" },
    ];
    const asked: SearchWindow[] = [];
    const windows = cutWindows(0, 5 * hour);
    const search = storeOf(stored, 20, asked);
    const walk = await walkWindows({ windows, kinds, budget: 20, search, enough: (traces) => traces.length >= 1 });
    expect(asked.map(({ endMs }) => endMs / hour)).toEqual([5, 5, 5]);
    expect(walk).toMatchObject({ windows: 1, coveredFromMs: 4 * hour, finished: false });
    expect(walk.traces.map(({ traceId }) => traceId)).toEqual([`${5 * hour - 10} 500`, `${5 * hour - 5} 502`]);
  });

  it("goes on when 20 traces share one instant", async () => {
    const same = Array.from({ length: 30 }, () => ({ timeMs: hour - 5, status: "500" }));
    const search = storeOf(same, 20, []);
    const windows = cutWindows(0, hour);
    const walk = await walkWindows({ windows, kinds: [{ status: "500" }], budget: 4, search, enough: () => false });
    expect(walk.finished).toBe(true);
  });
});
