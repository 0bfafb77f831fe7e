import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLaneThresholds } from "@/lib/plan/thresholds";
import { buildLanes, type LanesInput } from "./build-lanes";
import type { Sample } from "./build-queues";

const nowMs = 1_800_000_000_000;
const freshAt = nowMs / 1000 - 5;
const call = (service: string, fact: string, value: number, result?: string): Sample => ({
  labels: { service, fact, ...(result ? { result } : {}) },
  value,
});
const limitSeconds: Record<string, number> = { database: 0.1, b2: 5, APNs: 2, FCM: 2 };
const of = (service: string, success: number, errors: number, p95Seconds: number, at = freshAt): Sample[] => [
  call(service, "count", success, service === "database" ? undefined : "success"),
  ...(errors > 0 ? [call(service, "count", errors, "error")] : []),
  call(service, "p95", p95Seconds),
  // What a p95 says of the share above the limit, roughly.
  call(service, "slow", p95Seconds > (limitSeconds[service] ?? 1) ? 0.2 : 0.01),
  call(service, "at", at),
];
const queue = (name: string, facts: Record<string, number>, states: Record<string, number>): Sample[] => [
  ...Object.entries(facts).map(([fact, value]) => ({ labels: { queue: name, fact }, value })),
  ...Object.entries(states).map(([state, value]) => ({ labels: { queue: name, fact: "state", state }, value })),
];
const up: Sample = { labels: { fact: "up" }, value: 1 };
const calmQueues = [
  up,
  ...queue(
    "default",
    { size: 82, wait: 0.2, processed: 90, failed: 3, at: freshAt },
    { pending: 1, retry: 0, completed: 81 },
  ),
];
const calmCalls = [
  ...of("database", 5000, 0, 0.008),
  ...of("b2", 90, 0, 0.7),
  ...of("APNs", 100, 2, 0.09),
  ...of("FCM", 60, 0, 0.1),
];
const input = (changes: Partial<LanesInput> = {}): LanesInput => ({
  calls: calmCalls,
  shortCalls: [],
  usual: null,
  shortQueues: [],
  shortSeconds: 60,
  queues: calmQueues,
  seen: [],
  windowSeconds: 300,
  scrapeIntervalMs: 15_000,
  nowMs,
  thresholds: defaultLaneThresholds,
  ...changes,
});
const states = (changes: Partial<LanesInput> = {}) =>
  Object.fromEntries(buildLanes(input(changes)).lanes.map(({ name, health, word }) => [name, `${health} ${word}`]));
const lane = (name: string, changes: Partial<LanesInput> = {}) =>
  buildLanes(input(changes)).lanes.find((found) => found.name === name);
const calm = { database: "ok ok", b2: "ok ok", push: "ok ok", jobs: "ok ok" };
const withCalls = (...changed: Sample[]) => {
  const services = new Set(changed.map(({ labels }) => labels.service));
  return { calls: [...calmCalls.filter(({ labels }) => !services.has(labels.service)), ...changed] };
};

describe("buildLanes", () => {
  it("has nothing to say of a calm day, two rejected pushes included", () => {
    expect(states()).toEqual(calm);
    expect(buildLanes(input()).lanes.flatMap(({ faults }) => faults)).toEqual([]);
    expect(lane("database")?.figure).toBe("17 queries/s, p95 8 ms");
  });

  it.each([
    ["a slow database", withCalls(...of("database", 5000, 0, 0.15)), { database: "warn slow" }],
    ["a very slow database", withCalls(...of("database", 5000, 0, 0.45)), { database: "bad slow" }],
    ["failing uploads", withCalls(...of("b2", 10, 40, 0.7)), { b2: "bad failing" }],
    ["rejected pushes of one service", withCalls(...of("APNs", 2, 98, 0.09)), { push: "bad failing" }],
  ])("turns the lane of %s, and no other", (_label, changes, expected) => {
    expect(states(changes)).toEqual({ ...calm, ...expected });
  });

  it("names the service whose pushes fail", () => {
    const push = lane("push", withCalls(...of("APNs", 2, 98, 0.09)));
    expect(push?.reasons).toEqual(["98 % of APNs pushes failed (limit 20 %)"]);
    expect(push?.faults).toMatchObject([{ kind: "failing", subject: "APNs", calls: 100, failures: 98 }]);
  });

  it("does not judge by one or two failures, nor a p95 of a handful", () => {
    expect(states(withCalls(...of("b2", 0, 2, 30)))).toEqual(calm);
    expect(states(withCalls(...of("database", 19, 0, 30)))).toEqual({ ...calm, database: "unknown few calls" });
  });

  it("calls what is over recovering once the short window is fine, and sees a total failure at once", () => {
    const shortCalls = [call("APNs", "count", 60, "success")];
    expect(states({ ...withCalls(...of("APNs", 60, 60, 0.09)), shortCalls })).toEqual({
      ...calm,
      push: "warn recovering",
    });
    const allFail = [call("APNs", "count", 12, "error")];
    expect(states({ ...withCalls(...of("APNs", 300, 12, 0.09)), shortCalls: allFail })).toEqual({
      ...calm,
      push: "bad failing",
    });
  });

  it("does not call 3 of 4 pushes after a restart bad", () => {
    expect(states(withCalls(...of("APNs", 1, 3, 0.09)))).toEqual(calm);
  });

  it("knows nothing of a dependency that nobody used, and does not warn of it", () => {
    const idle = lane("b2", withCalls(...of("b2", 0, 0, 0)));
    expect(idle).toMatchObject({ health: "unknown", word: "idle", faults: [] });
  });

  it("counts what waits, not what asynq keeps of finished tasks", () => {
    expect(lane("jobs")?.figure).toBe("0.3 tries/s, 1 waiting");
  });

  it("calls a queue stuck whose oldest task waits while nothing is processed", () => {
    const queues = [up, ...queue("low", { size: 9, wait: 400, processed: 0, at: freshAt }, { pending: 9 })];
    expect(states({ queues })).toEqual({ ...calm, jobs: "bad stuck" });
    expect(lane("jobs", { queues })?.reasons.join()).toContain("low: the oldest task has waited 6 min (limit 60 s)");
  });

  it("says that a paused queue is paused, and counts what waits in it as no fault", () => {
    const bug = queue("bug40", { size: 250, wait: 3660, processed: 0, paused: 1, at: freshAt }, { pending: 250 });
    expect(states({ queues: [up, ...bug] })).toEqual({ ...calm, jobs: "unknown paused" });
    expect(states({ queues: [...calmQueues, ...bug] })).toEqual({ ...calm, jobs: "ok paused" });
    expect(lane("jobs", { queues: [up, ...bug] })?.faults).toMatchObject([{ kind: "paused", severity: "info" }]);
  });

  it("tells a lost Redis from an empty queue, from an API that is not scraped, and from a rollout to come", () => {
    const seen = [{ labels: { lane: "jobs" }, value: nowMs / 1000 - 180 }];
    const lost = lane("jobs", { queues: [up], seen });
    expect(lost).toMatchObject({
      health: "unknown",
      code: "vanished",
      faults: [{ kind: "vanished", severity: "warn" }],
    });
    expect(lane("jobs", { queues: [], seen })).toMatchObject({ health: "unknown", code: "not-scraped", faults: [] });
    // A process that has started since has no series to lose: no queue has had a task.
    const start: Sample = { labels: { fact: "start" }, value: nowMs / 1000 - 60 };
    expect(lane("jobs", { queues: [up, start], seen })).toMatchObject({ code: "idle", faults: [] });
    expect(buildLanes(input({ queues: [up] })).notReached).toEqual(["jobs"]);
  });

  it("does not warn of asynq for a single lost scrape", () => {
    const seen = [{ labels: { lane: "jobs" }, value: nowMs / 1000 - 20 }];
    expect(lane("jobs", { queues: [up], seen })).toMatchObject({ health: "unknown", faults: [] });
  });

  it("does not miss the uploads of a restarted API: a histogram has no series before its first call", () => {
    const calls = calmCalls.filter(({ labels }) => labels.service !== "b2");
    const seen = [{ labels: { lane: "b2" }, value: nowMs / 1000 - 7200 }];
    expect(lane("b2", { calls, seen })).toMatchObject({ health: "unknown", word: "idle", faults: [] });
    expect(buildLanes(input({ calls })).notReached).toEqual(["b2"]);
  });

  it("never stays green on old samples", () => {
    const old = withCalls(...of("database", 5000, 0, 0.008, nowMs / 1000 - 120));
    expect(lane("database", old)).toMatchObject({ health: "unknown", word: "not current" });
  });

  it("is green only with current figures inside every limit", () => {
    const count = fc.nat(2000);
    const property = fc.property(
      count,
      count,
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.nat(200),
      (ok, failed, p95, age) => {
        const b2 = lane("b2", withCalls(...of("b2", ok, failed, p95, nowMs / 1000 - age)));
        if (b2?.health !== "ok") return;
        expect(age).toBeLessThanOrEqual(75);
        expect(ok + failed).toBeGreaterThan(0);
        if (ok + failed >= 400) expect(p95).toBeLessThanOrEqual(5);
        if (failed >= 40) expect(failed / (ok + failed)).toBeLessThan(0.05);
      },
    );
    fc.assert(property);
  });
});
