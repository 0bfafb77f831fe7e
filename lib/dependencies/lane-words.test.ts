import { describe, expect, it } from "vitest";
import { defaultLaneThresholds } from "@/lib/plan/thresholds";
import { describeLimits } from "./describe-limits";
import { describeFault, laneCodeWords, laneTitles, notReachedTexts, nounOf } from "./lane-words";
import { isLaneName, type LaneFault, laneNames } from "./types";

describe("what is wrong with a lane reads", () => {
  const state = { severity: "bad", phase: "present" } as const;
  const slow: LaneFault = { kind: "slow", subject: "APNs", p95Ms: 3000, limitMs: 2000, usualP95Ms: null, ...state };
  const counts = { calls: 100, failures: 40, short: { calls: 20, failures: 9, slow: null }, limit: 0.2 };
  const failing = (subject: string): LaneFault => ({ kind: "failing", subject, ...counts, ...state });
  const wait: LaneFault = {
    ...{ kind: "late", subject: "low", waitSeconds: 400, limitSeconds: 60, drain: { kind: "unknown" }, ...state },
  };
  const paused = (backlog: number | null): LaneFault => ({ kind: "paused", subject: "low", backlog, ...state });

  it.each([
    [slow, "push", "APNs p95 3.0 s (limit 2.0 s)"],
    [slow, "database", "p95 3.0 s (limit 2.0 s)"],
    [failing("b2"), "b2", "40 % of uploads failed (limit 20 %)"],
    [failing("APNs"), "push", "40 % of APNs pushes failed (limit 20 %)"],
    [failing("FCM"), "push", "40 % of FCM pushes failed (limit 20 %)"],
    [failing("low"), "jobs", "40 % of tries in low failed (limit 20 %)"],
    [failing("other"), "push", "40 % of calls failed (limit 20 %)"],
    [wait, "jobs", "low: the oldest task has waited 6 min (limit 60 s)"],
  ] as const)("%o", (fault, lane, text) => expect(describeFault(fault, lane)).toBe(text));

  it("as somebody's wish, with what waits where that is known", () => {
    expect(describeFault(paused(250), "jobs")).toMatch(/^low is paused, 250 waiting: /);
    expect(describeFault(paused(null), "jobs")).toMatch(/^low is paused: /);
  });

  it("as no empty queue where asynq tells nothing", () => {
    const gone = describeFault({ kind: "vanished", subject: "jobs", sinceMs: 1, ...state }, "jobs");
    expect(gone).toContain("not an empty queue");
  });
});

it("every lane has its words, and every code reads as one", () => {
  for (const lane of laneNames) {
    for (const text of [laneTitles[lane], nounOf[lane].one, nounOf[lane].many, notReachedTexts[lane]]) {
      expect(text).toMatch(/^\w.+/);
    }
    expect(isLaneName(lane)).toBe(true);
  }
  expect(isLaneName("redis")).toBe(false);
  // A code is what a machine reads, its word what people read: the same but for the hyphens.
  for (const [code, word] of Object.entries(laneCodeWords)) expect(word).toBe(code.replaceAll("-", " "));
});

it("the limits stand on the page with the figures as set, a sentence each", () => {
  const of = (lane: (typeof laneNames)[number]) => describeLimits(lane, defaultLaneThresholds);
  expect(of("database")).toEqual([
    expect.stringMatching(/^Slow: .* above 100 ms, /),
    expect.stringContaining("no result"),
  ]);
  const failing = /^Failing: from 2.0 % of uploads, bad from 10 %, .*at least 4 failures/;
  expect(of("b2")).toEqual([expect.stringMatching(/ above 5.0 s, /), expect.stringMatching(failing)]);
  expect(of("push")).toEqual([
    expect.stringMatching(/ above 2.0 s, /),
    expect.stringContaining("20 % of pushes of a service"),
  ]);
  expect(of("jobs")).toEqual([
    expect.stringMatching(/^Late: .* than 60 s, /),
    expect.stringContaining("20 % of tries"),
  ]);
});
