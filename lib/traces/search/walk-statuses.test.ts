import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { cutWindows, type SearchWindow } from "./plan-trace-search";
import { statusKey, walkStatuses } from "./walk-statuses";
import type { Tags } from "./walk-windows";

const hour = 3_600_000;
const old = "http.status_code";
const trace = (traceId: string) => ({ ...traceOf(spanOf()), traceId });

/** A store that has some traces by the one or the other attribute; what it was asked for. */
function storeOf(has: (tags: Tags) => string[], isUnread = false) {
  const asked: [endHour: number, Tags][] = [];
  const search = async (window: SearchWindow, tags: Tags) => {
    asked.push([window.endMs / hour, tags]);
    const unread = isUnread && tags[statusKey] ? [{ startMs: 1, endMs: 2 }] : [];
    return {
      ...{ traces: has(tags).map(trace), ...window, unread, readFromMs: window.startMs },
      limitReached: false,
    };
  };
  return { asked, search };
}
const walk = (store: ReturnType<typeof storeOf>, kinds: Tags[], hours = 1) =>
  walkStatuses({ windows: cutWindows(0, hours * hour), kinds, search: store.search, enough: () => false });

describe("a walk by status", () => {
  const failed = { error: "x", [statusKey]: "500" };

  it("asks for the older name where the newer finds nothing, with all else that was asked", async () => {
    const store = storeOf((tags) => (tags[old] === "500" ? ["a"] : []));
    const found = await walk(store, [failed]);
    expect(store.asked).toEqual([
      [1, failed],
      [1, { error: "x", [old]: "500" }],
    ]);
    expect(found).toEqual({
      ...{ traces: [trace("a")], unread: [], searches: 2, windows: 1, coveredFromMs: 0, finished: true },
    });
  });

  it("keeps to the newer name where that finds any, or could not be read whole", async () => {
    const found = storeOf(() => ["a"]);
    expect((await walk(found, [failed])).traces).toHaveLength(1);
    expect(found.asked).toHaveLength(1);
    const unread = storeOf(() => [], true);
    expect((await walk(unread, [failed])).unread).toHaveLength(1);
    expect(unread.asked).toHaveLength(1);
  });

  it("asks for no older name where no status was asked for, nor beyond its budget", async () => {
    const plain = storeOf(() => []);
    await walk(plain, [{ error: "x" }]);
    expect(plain.asked).toHaveLength(1);
    const none = storeOf(() => []);
    expect(await walk(none, [])).toMatchObject({ searches: 0, finished: true });
    const long = storeOf(() => []);
    expect(await walk(long, [failed], 4)).toMatchObject({ searches: 4, windows: 4, coveredFromMs: 0, finished: true });
    expect(long.asked.every(([, tags]) => tags[old] === undefined)).toBe(true);
  });

  it("has covered what both names have, and is finished when both are", async () => {
    const store = storeOf(() => []);
    expect(await walk(store, [failed], 3)).toMatchObject({
      ...{ searches: 4, windows: 3, coveredFromMs: 2 * hour, finished: false },
    });
    expect(store.asked.map(([endHour, tags]) => [endHour, tags[old] !== undefined])).toEqual([
      [3, false],
      [2, false],
      [1, false],
      [3, true],
    ]);
  });

  it("asks for each status by its older name, and does not pass for whole where the budget forbids", async () => {
    const byStatus = (...statuses: string[]) => statuses.map((status) => ({ [statusKey]: status }));
    const isOld = (tags: Tags) => (tags[old] ? [`old ${tags[old]}`] : []);
    const both = storeOf(isOld);
    const found = await walk(both, [...byStatus("500", "503"), { event: "exception" }]);
    expect(both.asked.slice(3)).toEqual([[1, { [old]: "500" }]]);
    expect(found).toMatchObject({ searches: 4, finished: false });
    expect(
      await walk(
        storeOf(() => []),
        byStatus("500", "503", "502"),
      ),
    ).toMatchObject({ searches: 4, finished: true });
    const two = await walk(storeOf(isOld), byStatus("500", "503"));
    expect(two.traces.map(({ traceId }) => traceId)).toEqual(["old 500", "old 503"]);
    expect(two).toMatchObject({ searches: 4, finished: true });
    const behind = storeOf(isOld);
    await walk(behind, [{ event: "exception" }, ...byStatus("500")]);
    expect(behind.asked.at(-1)).toEqual([1, { [old]: "500" }]);
  });
});
