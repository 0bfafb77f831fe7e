import { describe, expect, it } from "vitest";
import { buildCallRows } from "./build-call-rows";
import { buildQueues, healthOfFault, type Sample } from "./build-queues";
import type { LaneFault } from "./types";

const limits = { oldestWaitSeconds: 60, errorRatioWarn: 0.2, errorRatioBad: 0.5 };
const of = (queue: string, fact: string, value: number, state?: string) => ({
  labels: { queue, fact, ...(state ? { state } : {}) },
  value,
});
const build = (queues: Sample[], shortQueues: Sample[] = []) =>
  buildQueues({ queues, shortQueues, windowSeconds: 100, limits });

describe("queues", () => {
  it("are those that report their size or states now, by name", () => {
    const rows = build([of("low", "size", 1), of("critical", "state", 2, "pending"), of("gone", "processed", 5)]);
    expect(rows.map(({ queue }) => queue)).toEqual(["critical", "low"]);
    expect(build([])).toEqual([]);
  });

  it("carry what asynq says; the backlog is pending plus retry", () => {
    const states = ["pending", "retry", "active", "scheduled", "archived", "completed"];
    const own = states.map((state, index) => of("default", "state", index + 1, state));
    const [row] = build([...own, of("default", "size", 30), of("default", "processed", 50), of("default", "wait", 60)]);
    expect(row).toMatchObject({
      health: "ok",
      faults: [],
      backlog: 3,
      active: 3,
      scheduled: 4,
      archived: 5,
      completed: 6,
      size: 30,
      processed: 50,
      failed: 0,
      processedPerSecond: 0.5,
      oldestWaitSeconds: 60,
      isPaused: false,
    });
    expect(build([of("default", "size", 0)])[0]).toMatchObject({
      backlog: null,
      active: null,
      oldestWaitSeconds: null,
    });
    expect(build([of("default", "state", 4, "retry")])[0]?.backlog).toBe(4);
  });

  it("are forecast by the slope of what waits, and told in a sentence each", () => {
    const waits = [of("low", "state", 900, "pending"), of("low", "processed", 100), of("low", "wait", 90)];
    expect(build([...waits, of("low", "slope", -1)])[0]).toMatchObject({ drain: { kind: "drains", etaSeconds: 900 } });
    const [row] = build([...waits, of("low", "slope", 1), of("low", "paused", 0), of("other", "size", 1)]);
    expect(row).toMatchObject({ queue: "low", isPaused: false, drain: { kind: "never", reason: "grows" } });
    expect(row?.reasons).toEqual(["low: the oldest task has waited 90 s (limit 60 s)"]);
    // The size is what asynq keeps, the state of a task no queue.
    expect(build([of("low", "state", 900, "pending")])[0]?.size).toBeNull();
    expect(build([{ labels: { fact: "size" }, value: 3 }, of("low", "size", 1)]).map(({ queue }) => queue)).toEqual([
      "low",
    ]);
  });

  it("fail by their own tries, and recover once the newest tries are well", () => {
    const tries = (queue: string, processed: number, failed: number) => [
      ...[of(queue, "size", 0), of(queue, "processed", processed), of(queue, "failed", failed)],
    ];
    const [good, low] = build([...tries("low", 100, 90), ...tries("good", 100, 0)], tries("low", 40, 0));
    expect(good).toMatchObject({ queue: "good", health: "ok", failed: 0, faults: [] });
    expect(low).toMatchObject({
      health: "warn",
      failed: 90,
      faults: [{ kind: "failing", phase: "recovering", calls: 100 }],
    });
  });

  it("that are paused wait on purpose; failures count all the same", () => {
    const paused = [of("default", "paused", 1), of("default", "wait", 9999), of("default", "state", 5, "pending")];
    expect(build(paused)[0]).toMatchObject({
      health: "unknown",
      isPaused: true,
      faults: [{ kind: "paused", backlog: 5 }],
    });
    const failing = [of("default", "processed", 100), of("default", "failed", 90)];
    const [row] = build([...paused, ...failing], [of("default", "processed", 20), of("default", "failed", 18)]);
    expect(row).toMatchObject({ health: "bad", faults: [{ kind: "paused" }, { kind: "failing", subject: "default" }] });
    expect(row?.reasons).toHaveLength(2);
  });

  it("that wait too long are worse the longer they do", () => {
    const late = (wait: number) => build([of("default", "size", 1), of("default", "wait", wait)])[0]?.health;
    expect([late(60), late(61), late(301)]).toEqual(["ok", "warn", "bad"]);
  });
});

it("what is over is a warning, and an intended pause is not a fault to show in red", () => {
  const fault = (severity: "bad" | "warn" | "info", phase: "present" | "recovering") =>
    healthOfFault({ severity, phase } as LaneFault);
  expect(fault("bad", "present")).toBe("bad");
  expect(fault("bad", "recovering")).toBe("warn");
  expect(fault("warn", "present")).toBe("warn");
  expect(fault("info", "present")).toBe("unknown");
});

describe("the rows of a table of calls", () => {
  const call = (fact: string, value: number, table = "users", operation = "query") => ({
    labels: { fact, table, operation },
    value,
  });
  const whole = [
    call("count", 40),
    call("seconds", 2),
    call("p95", 0.1),
    call("count", 19, "tasks"),
    call("seconds", 3, "tasks"),
    call("p95", 0.5, "tasks"),
    call("count", 0, "never"),
    { labels: { fact: "request-seconds" }, value: 10 },
  ] as Parameters<typeof buildCallRows>[1];

  it("are sorted by the time spent, with rates over what has data", () => {
    const [tasks, users, ...rest] = buildCallRows("database", whole, 20);
    expect(rest).toEqual([]);
    expect(tasks).toMatchObject({ calls: 19, p95Ms: null, requestShare: 0.3, before: null });
    expect(users).toEqual({
      keys: users?.keys,
      calls: 40,
      perSecond: 2,
      p95Ms: 100,
      meanMs: 50,
      requestShare: 0.2,
      failed: false,
      before: null,
    });
  });

  it("of uploads and pushes say which of them failed, and have their columns in order", () => {
    const of = (fact: string, value: number, labels: Record<string, string>) => ({
      labels: { fact, ...labels },
      value,
    });
    const docs = { bucket: "docs", result: "error" };
    const rows = buildCallRows(
      "b2",
      [of("count", 20, docs), of("p95", 0.3, docs), of("count", 5, { result: "success" })],
      10,
    );
    expect(rows.map(({ keys, failed, p95Ms }) => ({ keys, failed, p95Ms }))).toEqual([
      { keys: ["docs", "error"], failed: true, p95Ms: 300 },
      { keys: [null, "success"], failed: false, p95Ms: null },
    ]);
    expect(buildCallRows("push", [of("count", 1, { service: "FCM", result: "success" })], 10)[0]?.keys).toEqual([
      ...["FCM", "success"],
    ]);
  });

  it("have no share of a time that nobody counted, or that is none", () => {
    const requests = (value: number) => ({ labels: { fact: "request-seconds" }, value });
    const share = (...more: ReturnType<typeof requests>[]) =>
      buildCallRows("database", [call("count", 40), call("seconds", 2), ...more], 20)[0]?.requestShare;
    expect([share(), share(requests(0)), share(requests(4))]).toEqual([null, null, 0.5]);
  });

  it("stand last where nobody counted their time", () => {
    const rows = buildCallRows(
      "database",
      [call("count", 40), call("count", 9, "tasks"), call("seconds", 1, "tasks")],
      20,
    );
    expect(rows.map(({ calls }) => calls)).toEqual([9, 40]);
    expect(rows[0]).not.toHaveProperty("seconds");
    const counted = [call("count", 40), { labels: { fact: "request-seconds" }, value: 10 }];
    expect(buildCallRows("database", counted, 20)).toMatchObject([{ meanMs: null, requestShare: null }]);
  });

  it("know the window before, and what they cannot know", () => {
    const earlier = { samples: [call("count", 30), call("p95", 0.2)], seconds: 10 };
    const [row] = buildCallRows("database", [call("count", 40)], 20, earlier);
    expect(row).toMatchObject({ meanMs: null, requestShare: null, before: { perSecond: 3, p95Ms: 200 } });
    const other = { samples: [call("count", 30, "tasks")], seconds: 10 };
    expect(buildCallRows("database", [call("count", 40)], 20, other)[0]?.before).toBeNull();
  });
});
