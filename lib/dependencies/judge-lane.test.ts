import { describe, expect, it } from "vitest";
import { drainText } from "./drain-text";
import { judgeFailures, judgeSlowness, judgeWait } from "./judge-lane";
import { readService, servicesOf, slowLimitsOf } from "./read-services";
import type { ServiceNow } from "./types";

const limits = { errorRatioWarn: 0.02, errorRatioBad: 0.1 };

describe("failures", () => {
  it("above their limit for certain are a fault, with what was counted", () => {
    expect(judgeFailures("b2", { calls: 100, failures: 40 }, { calls: 20, failures: 9 }, limits)).toEqual({
      kind: "failing",
      subject: "b2",
      severity: "bad",
      phase: "present",
      calls: 100,
      failures: 40,
      short: { calls: 20, failures: 9, slow: null },
      limit: 0.02,
    });
  });

  it("are no more than a warning between the limits, and over once the newest tries are well", () => {
    const judge = (failures: number, short = { calls: 0, failures: 0 }) =>
      judgeFailures("b2", { calls: 1000, failures }, short, limits);
    expect([judge(60)?.severity, judge(300)?.severity]).toEqual(["warn", "bad"]);
    expect([judge(60)?.phase, judge(60, { calls: 200, failures: 0 })?.phase]).toEqual(["present", "recovering"]);
  });

  it("that can be chance are none", () => {
    expect(judgeFailures("b2", { calls: 100, failures: 3 }, { calls: 20, failures: 1 }, limits)).toBeNull();
  });
});

describe("slowness", () => {
  const service = (more: Partial<ServiceNow> = {}): ServiceNow => ({
    name: "database",
    calls: 1000,
    failures: 0,
    slow: 400,
    p95Ms: 150,
    usualP95Ms: 20,
    seconds: 9,
    atMs: 0,
    short: { calls: 200, failures: 0, slow: 80 },
    ...more,
  });
  it("is grave where the p95 is above twice the limit", () => {
    const fault = { kind: "slow", subject: "database", phase: "present", p95Ms: 150, limitMs: 100, usualP95Ms: 20 };
    expect(judgeSlowness(service(), 100)).toEqual({ ...fault, severity: "warn" });
    expect(judgeSlowness(service(), 75)).toMatchObject({ severity: "warn" });
    expect(judgeSlowness(service(), 74)).toMatchObject({ severity: "bad" });
  });

  it("is none when no bucket can tell, or at most one call in twenty is slow", () => {
    expect(judgeSlowness(service({ slow: null }), 100)).toBeNull();
    expect(judgeSlowness(service({ p95Ms: null }), 100)).toBeNull();
    expect(judgeSlowness(service({ slow: 50, short: { calls: 200, failures: 0, slow: 10 } }), 100)).toBeNull();
  });

  it("is seen at once where more than half of the short window is slow", () => {
    const calm = service({ slow: 30 });
    expect(judgeSlowness(calm, 100)).toBeNull();
    expect(judgeSlowness({ ...calm, short: { calls: 60, failures: 0, slow: 60 } }, 100)?.phase).toBe("present");
    expect(judgeSlowness({ ...calm, short: { calls: 60, failures: 0, slow: 30 } }, 100)).toBeNull();
  });

  it("goes by the long window where the short one cannot tell", () => {
    expect(judgeSlowness(service({ short: { calls: 200, failures: 0, slow: null } }), 100)?.phase).toBe("present");
    expect(judgeSlowness(service({ short: { calls: 200, failures: 0, slow: 0 } }), 100)?.phase).toBe("recovering");
  });
});

describe("a queue's wait", () => {
  const never = { kind: "never", reason: "grows" } as const;
  const drains = { kind: "drains", etaSeconds: 90 } as const;
  const judge = (wait: number | null, drain: typeof never | typeof drains) =>
    judgeWait("default", wait, drain, { oldestWaitSeconds: 60 });

  it("is late above its limit, grave above five times that, and stuck where it does not drain", () => {
    expect([judge(null, never), judge(60, never)]).toEqual([null, null]);
    const fault = { subject: "default", phase: "present", limitSeconds: 60 };
    expect(judge(61, drains)).toEqual({ ...fault, kind: "late", severity: "warn", waitSeconds: 61, drain: drains });
    expect(judge(300, never)).toEqual({ ...fault, kind: "stuck", severity: "warn", waitSeconds: 300, drain: never });
    expect(judge(301, never)).toMatchObject({ severity: "bad" });
  });

  it.each([
    [{ kind: "empty" } as const, "empty"],
    [{ kind: "keeps-pace" } as const, "keeps pace"],
    [drains, "in 1.5 min"],
    [{ kind: "unknown" } as const, "unknown"],
    [never, "never drains: it grows"],
    [{ kind: "never", reason: "steady" } as const, "never drains: it does not shrink"],
    [{ kind: "never", reason: "nothing-processed" } as const, "never drains: nothing is worked off"],
  ])("%j reads %s", (drain, text) => expect(drainText(drain)).toBe(text));
});

describe("a service from the answers", () => {
  const of = (fact: string, value: number, more: Record<string, string> = {}) => ({
    labels: { service: "b2", fact, ...more },
    value,
  });
  const calls = [
    of("count", 30, { result: "success" }),
    of("count", 10, { result: "error" }),
    of("slow", 0.5),
    of("p95", 0.2),
    of("seconds", 4),
    of("at", 77),
    { labels: { service: "database", fact: "count" }, value: 999 },
  ];
  it("adds up what is its own", () => {
    const basis = { kind: "hours", windows: 6, windowSeconds: 3600 } as const;
    const usual = { basis, figures: { "lane-p95 b2": { median: 100, p90: 140, windows: 6 } } };
    expect(readService("b2", { calls, shortCalls: [of("count", 3)], usual })).toEqual({
      name: "b2",
      calls: 40,
      failures: 10,
      slow: 20,
      p95Ms: 200,
      usualP95Ms: 100,
      seconds: 4,
      atMs: 77_000,
      short: { calls: 3, failures: 0, slow: null },
    });
  });

  it("has no percentile of too few calls, and is null without a count", () => {
    const few = [of("count", 19), of("p95", 0.2)];
    const only = { shortCalls: [], usual: null };
    expect(readService("b2", { calls: few, ...only })).toMatchObject({
      p95Ms: null,
      usualP95Ms: null,
      seconds: null,
      atMs: 0,
    });
    expect(readService("b2", { calls: [of("count", 20), of("p95", 0.2)], ...only })?.p95Ms).toBe(200);
    expect(readService("b2", { calls: [of("p95", 0.2)], ...only })).toBeNull();
    expect(readService("b2", { calls: [of("count", 40)], ...only })?.p95Ms).toBeNull();
  });

  it("has the limit of its lane", () => {
    const slow = (slowP95Ms: number) => ({ slowP95Ms, ...limits });
    const jobs = { oldestWaitSeconds: 1, ...limits };
    expect(slowLimitsOf({ database: { slowP95Ms: 1 }, b2: slow(2), push: slow(3), jobs })).toEqual({
      database: 1,
      b2: 2,
      APNs: 3,
      FCM: 3,
    });
    expect(servicesOf).toEqual({ database: ["database"], b2: ["b2"], push: ["APNs", "FCM"] });
  });
});
