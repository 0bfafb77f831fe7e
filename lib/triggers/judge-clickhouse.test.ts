import { describe, expect, it } from "vitest";
import type { KernelLogCoverage } from "@/lib/resources/types";
import { type ClickhouseFacts, countIncrease, judgeClickhouse } from "./judge-clickhouse";

const dayMs = 24 * 3600_000;
const nowMs = 100 * dayMs;
const coverage: KernelLogCoverage = {
  source: "kmsg",
  coveredSinceMs: nowMs - 30 * dayMs,
  lastReadMs: nowMs - 1000,
  text: "The kernel's ring buffer.",
  cannotTell: null,
};
const judge = (facts: Partial<Omit<ClickhouseFacts, "coverage">> = {}, seen: Partial<KernelLogCoverage> = {}) =>
  judgeClickhouse({
    kills: [],
    acknowledgedIds: new Set(),
    countedKills: null,
    windowDays: 7,
    nowMs,
    ...facts,
    coverage: { ...coverage, ...seen },
  });
const kill = (id: number, daysAgo: number) => ({ id, atMs: nowMs - daysAgo * dayMs });

describe("the ClickHouse trigger", () => {
  it("moves on a kill within 7 days that nobody acknowledged, however blind the console is otherwise", () => {
    expect(judge({ kills: [kill(1, 6.9)] }, { source: "none" })).toMatchObject({ state: "move", newKillIds: [1] });
    expect(judge({ kills: [kill(1, 7.1)] }).state).toBe("stay");
    expect(judge({ kills: [kill(2, 1), kill(1, 2)], acknowledgedIds: new Set([1]) }).newKillIds).toEqual([2]);
    expect(judge({ kills: [kill(1, 1)], acknowledgedIds: new Set([1]) })).toMatchObject({
      state: "stay",
      text: "No OOM kill of ClickHouse but those acknowledged in the last 7 days.",
    });
  });

  it("never says stay when the kernel log is not read", () => {
    expect(judge({}, { source: "none" }).state).toBe("unknown");
    expect(judge({}, { lastReadMs: null }).state).toBe("unknown");
    expect(judge({}, { coveredSinceMs: null }).state).toBe("unknown");
    expect(judge({}, { lastReadMs: nowMs - 6 * 60_000 }).state).toBe("unknown");
  });

  it("with the counter alone knows only whether it stood still", () => {
    expect(judge({ countedKills: null }, { source: "vmstat" }).state).toBe("unknown");
    expect(judge({ countedKills: 0 }, { source: "vmstat" }).state).toBe("stay");
    expect(judge({ countedKills: 2 }, { source: "vmstat" }).text).toContain("counted 2");
  });

  it("counts to the edge of its window, and says how often", () => {
    expect(judge({ kills: [kill(1, 7)] }).text).toBe(
      "The kernel killed ClickHouse for want of memory once in the last 7 days",
    );
    expect(judge({ kills: [kill(1, 7), kill(2, 1)] }).text).toContain("2 times");
    expect(judge({}, { source: "none" }).newKillIds).toEqual([]);
    expect(judge()).toEqual({ state: "stay", text: "No OOM kill of ClickHouse in the last 7 days.", newKillIds: [] });
  });

  it("treats the log as read until five minutes have passed, and says what it cannot tell", () => {
    expect(judge({}, { lastReadMs: nowMs - 5 * 60_000 }).state).toBe("stay");
    expect(judge({}, { lastReadMs: null }).text).toContain("has not been read for more than 5 minutes");
    expect(judge({}, { coveredSinceMs: null }).text).toContain("has not been read yet");
    const vmstat = { source: "vmstat", cannotTell: "Whose it was." } as const;
    expect(judge({ countedKills: null }, vmstat).text).toBe("Whose it was.");
    expect(judge({ countedKills: 0 }, { ...vmstat, coveredSinceMs: null }).text).toContain("since it has been watched");
  });

  it("does not claim 7 days that were not watched", () => {
    expect(judge({}, { coveredSinceMs: nowMs - 7 * dayMs }).text).toContain("in the last 7 days");
    expect(judge({}, { coveredSinceMs: nowMs - dayMs }).text).toBe(
      "No OOM kill of ClickHouse since it has been watched.",
    );
  });
});

describe("the counter of OOM kills", () => {
  const points = (...values: [number, number][]) => values.map(([min, max]) => ({ min, max }));
  it("counts what it grew by, and from 0 after a restart of the host", () => {
    expect(countIncrease([])).toBeNull();
    expect(countIncrease(points([5, 5], [5, 5]))).toBe(0);
    expect(countIncrease(points([5, 6], [6, 8]))).toBe(3);
    expect(countIncrease(points([5, 5], [0, 0], [0, 2]))).toBe(2);
  });
});
