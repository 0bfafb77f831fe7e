import fc from "fast-check";
import { expect, it } from "vitest";
import { clusterEvents } from "./cluster-events";
import type { TimelineEvent } from "./types";

const event = (atMs: number, id = String(atMs)): TimelineEvent => {
  return { id, kind: "deploy", atMs, title: id, detail: null, href: null, source: "test" };
};
const window = { startMs: 1000, endMs: 2000 };

it("keeps distant events apart and joins near ones in their middle", () => {
  const clusters = clusterEvents([event(1100), event(1120), event(1800)], window, 0.05);
  expect(clusters.map(({ at, events }) => [at, events.length])).toEqual([
    [0.11, 2],
    [0.8, 1],
  ]);
});

it("leaves out what is outside of the chart, and draws nothing in a chart without length", () => {
  expect(clusterEvents([event(999), event(2001)], window, 0.1)).toEqual([]);
  expect(clusterEvents([event(5)], { startMs: 5, endMs: 5 }, 0.1)).toEqual([]);
});

it("holds each event once, in order, and its markers never touch", () => {
  const times = fc.array(fc.integer({ min: 900, max: 2100 }), { maxLength: 200 });
  fc.assert(
    fc.property(times, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (all, gap) => {
      const events = all.map((atMs, index) => event(atMs, String(index)));
      const clusters = clusterEvents(events, window, gap);
      const seen = clusters.flatMap((cluster) => cluster.events);
      const within = events.filter(({ atMs }) => atMs >= 1000 && atMs <= 2000);
      expect(new Set(seen)).toEqual(new Set(within));
      expect(seen).toHaveLength(within.length);
      expect(seen.map(({ atMs }) => atMs)).toEqual(seen.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
      for (const [index, { at }] of clusters.entries()) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(1);
        if (index > 0) expect(at - (clusters[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(gap);
      }
    }),
  );
});
