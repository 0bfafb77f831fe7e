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

  it("is not green while tries fail in a queue that was paused since", () => {
    const failing = { size: 9, wait: 9, processed: 100, failed: 90, at: freshAt };
    const mail = queue("mail", { ...failing, paused: 1 }, { pending: 9 });
    expect(states({ queues: [up, ...mail] })).toEqual({ ...calm, jobs: "bad failing" });
    expect(states({ queues: [...calmQueues, ...mail] })).toEqual({ ...calm, jobs: "bad failing" });
    expect(lane("jobs", { queues: [up, ...mail] })?.reasons).toContain("90 % of tries in mail failed (limit 20 %)");
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
    const { lanes, notReached } = buildLanes(input({ queues: [up] }));
    expect([lanes.map(({ name }) => name), notReached]).toEqual([["database", "b2", "push"], ["jobs"]]);
  });

  it("says why nothing is known of a lane, and how old its newest figure is", () => {
    const seen = [
      { labels: { lane: "jobs" }, value: nowMs / 1000 - 400 },
      { labels: { lane: "jobs" }, value: nowMs / 1000 - 180 },
      { labels: { lane: "b2" }, value: nowMs / 1000 - 7200 },
    ];
    const start = (secondsAgo: number): Sample => ({ labels: { fact: "start" }, value: nowMs / 1000 - secondsAgo });
    const reason = (name: string, changes: Partial<LanesInput>) => {
      const found = lane(name, { seen, ...changes });
      expect(found).toMatchObject({ figure: null });
      return found?.reasons.join();
    };
    expect(reason("jobs", { queues: [] })).toBe("The newest figures are 3 min old: the API is not being scraped.");
    expect(reason("jobs", { queues: [{ ...up, value: 0 }] })).toContain("not being scraped");
    expect(reason("jobs", { queues: [up] })).toMatch(/^asynq reports nothing .* Last reported 3 min ago\.$/);
    expect(reason("jobs", { queues: [up, start(60)] })).toMatch(
      /^No queue has had a task since .* 3 min ago at most\.$/,
    );
    // It runs longer than asynq has been silent, so it lost something.
    expect(lane("jobs", { seen, queues: [up, start(180)] })?.code).toBe("vanished");
    const calls = calmCalls.filter(({ labels }) => labels.service !== "b2");
    expect(reason("b2", { calls })).toBe("No upload lately; the newest figure is 2 h old.");
    expect(reason("b2", { calls, queues: [up, start(60)] })).toMatch(/^No upload since the API restarted; /);
    expect(lane("b2", { calls, seen })?.sampledAtMs).toBe(nowMs - 7_200_000);
    const unused = lane("b2", withCalls(...of("b2", 0, 0, 0)));
    expect(unused).toMatchObject({ figure: null, sampledAtMs: freshAt * 1000, services: [{ name: "b2" }] });
    expect(unused?.reasons).toEqual(["No upload in the last 5 min, so nothing is known of it now."]);
  });

  it("dates the fault of a silent asynq at what it told last", () => {
    const seenAt = (secondsAgo: number) => [{ labels: { lane: "jobs" }, value: nowMs / 1000 - secondsAgo }];
    expect(lane("jobs", { queues: [up], seen: seenAt(180) })?.faults).toEqual([
      { kind: "vanished", subject: "jobs", severity: "warn", phase: "present", sinceMs: nowMs - 180_000 },
    ]);
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
    const at = (secondsAgo: number) => withCalls(...of("database", 5000, 0, 0.008, nowMs / 1000 - secondsAgo));
    const old = lane("database", at(120));
    expect(old).toMatchObject({ health: "unknown", word: "not current" });
    expect(old).toMatchObject({
      faults: [],
      reasons: ["The newest sample is 2 min old."],
      figure: "17 queries/s, p95 8 ms",
    });
    expect([lane("database", at(75))?.health, lane("database", at(76))?.health]).toEqual(["ok", "unknown"]);
    // Nobody told the time of it: it is judged as it came.
    const untold = of("database", 5000, 0, 0.008).filter(({ labels }) => labels.fact !== "at");
    expect(lane("database", withCalls(...untold))).toMatchObject({ health: "ok", sampledAtMs: null });
  });

  it("has the words, the times and the windows of what it shows", () => {
    const built = buildLanes(input({ calls: [...calmCalls, { labels: { fact: "request-seconds" }, value: 61 }] }));
    expect(built).toMatchObject({ windowMs: 300_000, shortMs: 60_000, requestSeconds: 61, notReached: [] });
    expect(buildLanes(input()).requestSeconds).toBeNull();
    const push = lane("push", withCalls(...of("FCM", 60, 0, 0.1, freshAt - 9)));
    expect(push).toMatchObject({
      figure: "0.54 pushes/s, p95 100 ms",
      sampledAtMs: freshAt * 1000,
      reasons: [],
      code: "ok",
    });
    expect(push?.services.map(({ name }) => name)).toEqual(["APNs", "FCM"]);
    expect(lane("jobs")).toMatchObject({ sampledAtMs: freshAt * 1000, services: [], reasons: [] });
  });

  it("speaks of the services that were used, and shows a rate alone where calls are too few for a p95", () => {
    const half = lane("push", withCalls(...of("APNs", 0, 0, 9), ...of("FCM", 30, 0, 0.1)));
    expect(half).toMatchObject({ code: "ok", figure: "0.1 pushes/s, p95 100 ms" });
    const few = withCalls(...of("database", 19, 0, 30));
    expect(lane("database", few)).toMatchObject({ figure: "0.06 queries/s", faults: [], code: "few-calls" });
    expect(lane("database", withCalls(...of("database", 20, 0, 0.01)))).toMatchObject({ code: "ok", health: "ok" });
    expect(lane("b2", withCalls(...of("b2", 3, 0, 0.01)))).toMatchObject({ code: "ok", health: "ok" });
  });

  it("is named by the gravest of its faults, and has the reasons of all", () => {
    const push = lane("push", withCalls(...of("APNs", 20, 80, 3), ...of("FCM", 1000, 0, 3)));
    expect(push).toMatchObject({ code: "failing", health: "bad" });
    expect(push?.faults.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      "failing APNs",
      "slow APNs",
      "slow FCM",
    ]);
    expect(push?.reasons).toEqual([
      ...["80 % of APNs pushes failed (limit 20 %)", "APNs p95 3.0 s (limit 2.0 s)", "FCM p95 3.0 s (limit 2.0 s)"],
    ]);
    const late = queue("low", { size: 9000, wait: 70, processed: 300, slope: -1, at: freshAt }, { pending: 9000 });
    const failing = queue("mail", { size: 0, processed: 100, failed: 90, at: freshAt }, {});
    const stuck = queue("high", { size: 9, wait: 70, processed: 0, at: freshAt }, { pending: 9 });
    const codeOf = (...queues: Sample[][]) => lane("jobs", { queues: [up, ...queues.flat()] })?.code;
    expect(codeOf(late)).toBe("late");
    expect(codeOf(late, failing)).toBe("failing");
    expect(codeOf(late, failing, stuck)).toBe("stuck");
  });

  it("says of what is over that it recovers only where nothing is wrong beside it", () => {
    const shortCalls = [call("APNs", "count", 60, "success")];
    const both = withCalls(...of("APNs", 60, 60, 0.09), ...of("FCM", 1000, 0, 3));
    expect(lane("push", { ...both, shortCalls })).toMatchObject({ code: "slow" });
  });

  it("adds up what waits in all queues, and their tries", () => {
    const low = queue("low", { size: 5, processed: 300, at: freshAt - 30 }, { pending: 4, retry: 1 });
    expect(lane("jobs", { queues: [...calmQueues, ...low] })).toMatchObject({
      figure: "1.3 tries/s, 6 waiting",
      sampledAtMs: freshAt * 1000,
    });
    // asynq told the sizes and no states: what waits is not known, which is not none.
    const sizes = [up, { labels: { queue: "low", fact: "size" }, value: 5 }];
    expect(lane("jobs", { queues: sizes })).toMatchObject({ figure: "0 tries/s", sampledAtMs: null, health: "ok" });
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
