import { describe, expect, it } from "vitest";
import type { TraceSearch } from "@/lib/jaeger/search-traces";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { cutWindows, type SearchWindow } from "./plan-trace-search";
import { type Tags, walkWindows } from "./walk-windows";

const hour = 3_600_000;
const trace = (traceId: string) => ({ ...traceOf(spanOf()), traceId });
type Answer = { traces: string[]; readFromMs?: number; unread?: TraceSearch["unread"] };

/** Walks windows of an hour with answers by the number of the search; what was asked, by hours and kind. */
async function walk(hours: number, kinds: Tags[], given: { answers?: Answer[]; budget?: number; wanted?: number }) {
  const asked: string[] = [];
  const search = async (window: SearchWindow, tags: Tags): Promise<TraceSearch> => {
    const { traces, readFromMs, unread = [] } = given.answers?.[asked.length] ?? { traces: [] };
    asked.push(`${window.startMs / hour}-${window.endMs / hour} ${tags.kind}`);
    const limitReached = readFromMs !== undefined;
    return { traces: traces.map(trace), ...window, limitReached, readFromMs: readFromMs ?? window.startMs, unread };
  };
  const enough = (traces: readonly unknown[]) => traces.length >= (given.wanted ?? 99);
  const windows = cutWindows(0, hours * hour);
  return { walk: await walkWindows({ windows, kinds, budget: given.budget ?? 9, search, enough }), asked };
}
const [a, b] = [{ kind: "a" }, { kind: "b" }];

describe("a walk through windows", () => {
  it("asks for every kind, newest window first, and tells what it covered", async () => {
    const { walk: found, asked } = await walk(2, [a, b], { answers: [{ traces: ["1"] }, { traces: ["2", "1"] }] });
    expect(asked).toEqual(["1-2 a", "1-2 b", "0-1 a", "0-1 b"]);
    expect(found).toEqual({
      traces: [trace("1"), trace("2")],
      ...{ unread: [], searches: 4, windows: 2, coveredFromMs: 0, finished: true },
    });
  });

  it("goes on below what a full answer gave, the kind that is least far back first", async () => {
    const answers = [
      { traces: ["1"], readFromMs: 0.5 * hour },
      { traces: ["2"], readFromMs: 0.75 * hour },
    ];
    const { asked, walk: found } = await walk(1, [a, b], { answers });
    expect(asked).toEqual(["0-1 a", "0-1 b", "0-0.75 b", "0-0.5 a"]);
    expect(found).toMatchObject({ windows: 1, coveredFromMs: 0, finished: true });
    const cut = await walk(1, [a, b], { answers, budget: 2 });
    expect(cut.walk).toMatchObject({ searches: 2, coveredFromMs: 0.75 * hour, finished: false });
    const half = await walk(1, [a, b], { answers, budget: 1 });
    expect(half.walk).toMatchObject({ searches: 1, windows: 1, coveredFromMs: hour, finished: false });
  });

  it("gets further where a full answer is all of one moment, and never below its window", async () => {
    const { asked } = await walk(1, [a], { answers: [{ traces: ["1"], readFromMs: hour + 7 }], budget: 2 });
    expect(asked[1]).toBe(`0-${(hour - 1) / hour} a`);
    const fraction = await walk(1, [a], { answers: [{ traces: ["1"], readFromMs: 1800.7 }], budget: 2 });
    expect(fraction.asked[1]).toBe(`0-${1800 / hour} a`);
    const below = await walk(2, [a], { answers: [{ traces: ["1"], readFromMs: 5 }] });
    expect(below.asked).toEqual(["1-2 a", "0-1 a"]);
  });

  it("stops once there is enough, though not before each kind of a window was seen once", async () => {
    const { walk: found, asked } = await walk(3, [a, b], { answers: [{ traces: ["1", "2"] }], wanted: 1 });
    expect(asked).toEqual(["2-3 a", "2-3 b"]);
    expect(found).toMatchObject({ windows: 1, coveredFromMs: 2 * hour, finished: false });
    const answers = [{ traces: [] }, { traces: ["1"], readFromMs: 2.5 * hour }];
    expect((await walk(3, [a, b], { answers, wanted: 1 })).asked).toEqual(["2-3 a", "2-3 b"]);
    expect((await walk(3, [a, b], { wanted: 0 })).asked).toEqual([]);
  });

  it("tells what it could not read, and needs no window", async () => {
    const unread = [{ startMs: 1, endMs: 2 }];
    const { walk: found } = await walk(1, [a, b], {
      answers: [
        { traces: [], unread },
        { traces: [], unread },
      ],
    });
    expect(found.unread).toEqual([...unread, ...unread]);
    expect((await walk(0, [a], {})).walk).toMatchObject({ searches: 0, coveredFromMs: 0, finished: true });
  });
});
