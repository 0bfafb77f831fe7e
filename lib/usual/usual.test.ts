import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildUsual } from "./build-usual";
import { chooseBasis, windowEnds } from "./choose-basis";
import { standingOfMs } from "./compare-usual";
import { keyOfLabels, usualKey } from "./usual-key";
import { basisText, usualMsText } from "./words";

const day = 86_400;
const basis = { kind: "hours", windows: 3, windowSeconds: 3600 } as const;

describe("what is usual", () => {
  it.each([
    [10 * day, "this hour of the last 7 days"],
    [3 * day, "this hour of the last 3 days"],
    [2.9 * day, "the last 24 hours"],
    [3 * 3600, "the last 3 hours"],
    [3600, "the last 55 min"],
    [1200, "the last 15 min"],
    [1199, null],
  ])("of %d s of measurements is taken from %s", (seconds, text) => {
    const chosen = chooseBasis(seconds, 300);
    expect(chosen && basisText(chosen)).toBe(text);
  });

  it("never looks at the present window, nor before the first measurement but for half an hour of the oldest day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1200, max: 30 * day }), (seconds) => {
        const chosen = chooseBasis(seconds, 300);
        if (!chosen) return;
        const nowMs = 2e12;
        const ends = windowEnds(chosen, nowMs);
        expect(ends).toHaveLength(chosen.windows);
        expect(Math.max(...ends)).toBeLessThanOrEqual(nowMs - 300_000);
        const spare = chosen.kind === "same-hour" ? chosen.windowSeconds / 2 : chosen.windowSeconds;
        expect(nowMs / 1000 - Math.min(...ends) / 1000).toBeLessThanOrEqual(seconds + spare);
      }),
    );
  });

  it("is the median and p90 of windows that were measured, and nothing of fewer than three", () => {
    const route = (value: number) => ({
      labels: { fact: "route-p95", method: "GET", route: "/a/" },
      value,
    });
    const odd = { labels: { fact: "p95" }, value: 5 };
    const { figures } = buildUsual(basis, [[route(20), odd], [route(900)], [route(22), odd]]);
    expect(figures).toEqual({ "route-p95 GET /a/": { median: 22, p90: 900, windows: 3 } });
  });

  it("names a table's calls as a row and as a span do", () => {
    const labels = { fact: "call-p50", service: "database", table: "tasks", operation: "query" };
    expect(keyOfLabels(labels)).toBe(usualKey({ what: "call-p50", service: "database", of: ["tasks", "query"] }));
    expect(usualKey({ what: "call-p50", service: "database", of: [null, "row"] })).toBe(
      keyOfLabels({ fact: "call-p50", service: "database", operation: "row" }),
    );
    expect(keyOfLabels({ fact: "else" })).toBeNull();
  });

  it.each([
    [916, { median: 22, p90: 30 }, 1, "far-above"],
    [40, { median: 22, p90: 45 }, 1, "usual"],
    [60, { median: 22, p90: 45 }, 1, "above"],
    [9, { median: 1, p90: 1.2 }, 1, "above"],
    [9, { median: 1, p90: 1.2 }, 20, "far-above"],
    [5, { median: 0, p90: 0 }, 1, "usual"],
  ] as const)("%d ms against %o of %d calls is %s", (nowMs, usual, count, kind) =>
    expect(standingOfMs(nowMs, usual, count).kind).toBe(kind),
  );

  it("is shown beside the figure", () => {
    const usual = { median: 22, p90: 30, windows: 7 };
    expect(usualMsText(916, usual)).toBe("42 times its usual 22 ms");
    expect(usualMsText(25, usual)).toBe("usually 22 ms");
    expect(usualMsText(null, usual)).toBe("usually 22 ms");
  });
});
