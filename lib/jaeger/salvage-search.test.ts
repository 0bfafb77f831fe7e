import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { Found } from "./ask-search";
import { asksMax, salvageSearch } from "./salvage-search";
import { spanOf, traceOf } from "./testing/span-of";
import type { TraceQuery } from "./urls";

const tooLarge = new UpstreamError({ source: "jaeger", kind: "bad-body", message: "too long", tooLarge: true });
const away = new UpstreamError({ source: "jaeger", kind: "unreachable", message: "away" });
const hourMs = 3_600_000;
const query: TraceQuery = { service: "s", startMs: 0, endMs: hourMs, limit: 20 };
type Stored = { atMs: number; megabytes: number };

/** A store that gives the newest first, and fails when that is more than 16 MB. */
function storeOf(stored: readonly Stored[]) {
  const asked: TraceQuery[] = [];
  const ask = async (part: TraceQuery): Promise<Found> => {
    asked.push(part);
    const given = stored
      .filter(({ atMs }) => atMs >= part.startMs && atMs <= part.endMs)
      .toSorted((a, b) => b.atMs - a.atMs)
      .slice(0, part.limit);
    if (given.reduce((sum, { megabytes }) => sum + megabytes, 0) > 16) throw tooLarge;
    const traces = given.map(({ atMs }) => ({ ...traceOf(spanOf({ startUs: atMs * 1000 })), traceId: String(atMs) }));
    return { traces, read: traces.length, oldestMs: given.at(-1)?.atMs ?? Number.POSITIVE_INFINITY };
  };
  return { ask, asked };
}

describe("salvageSearch", () => {
  it("reads all that can be read, or says that it was left out", async () => {
    const sized = (...sizes: number[]) =>
      fc.record({ atMs: fc.integer({ min: 0, max: hourMs - 1 }), megabytes: fc.constantFrom(...sizes) });
    const traces = (one: ReturnType<typeof sized>) =>
      fc.uniqueArray(one, { selector: ({ atMs }) => atMs, minLength: 5, maxLength: 60, size: "max" });
    let [cut, leftOut] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.oneof(traces(sized(0.9, 1.5)), traces(sized(0.1, 0.9, 3, 20))), async (stored) => {
        const { ask, asked } = storeOf(stored);
        const found = await salvageSearch(query, tooLarge, ask).catch(() => null);
        expect(asked.length).toBeLessThanOrEqual(asksMax);
        if (found === null) return;
        expect(found.traces.length).toBeLessThanOrEqual(query.limit);
        const read = new Set(found.traces.map(({ traceId }) => Number(traceId)));
        if (found.isFull) cut += 1;
        if (found.unread.length > 0) leftOut += 1;
        for (const { atMs } of stored) {
          const isUnread = found.unread.some(({ startMs, endMs }) => startMs <= atMs && atMs <= endMs);
          expect(read.has(atMs) || isUnread || atMs <= found.oldestMs).toBe(true);
        }
      }),
    );
    expect([cut > 0, leftOut > 0]).toEqual([true, true]);
  });

  it("leaves out one trace that is too long by itself, and little else", async () => {
    const stored = [5, 15, 25, 35, 45].map((minute) => ({ atMs: minute * 60_000, megabytes: minute === 25 ? 30 : 1 }));
    const found = await salvageSearch(query, tooLarge, storeOf(stored).ask);
    expect(found.traces.map(({ traceId }) => Number(traceId) / 60_000).toSorted()).toEqual([15, 35, 45, 5]);
    expect(found.unread).toHaveLength(1);
    const [gap] = found.unread;
    expect(gap && gap.startMs <= 25 * 60_000 && gap.endMs >= 25 * 60_000).toBe(true);
    expect(gap && gap.endMs - gap.startMs).toBeLessThanOrEqual(hourMs / 16);
  });

  it("gives up with the first failure where nothing can be read, and at once where Jaeger is down", async () => {
    let asks = 0;
    const fail = (error: UpstreamError) => async () => {
      asks += 1;
      throw error;
    };
    const broken = new UpstreamError({ source: "jaeger", kind: "bad-status", httpStatus: 500, message: "closed" });
    await expect(salvageSearch(query, tooLarge, fail(broken))).rejects.toBe(tooLarge);
    expect(asks).toBe(3);
    asks = 0;
    await expect(salvageSearch(query, tooLarge, fail(away))).rejects.toBe(away);
    expect(asks).toBe(1);
  });
});
