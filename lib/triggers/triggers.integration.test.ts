import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { listAlerts } from "@/lib/notify/list-alerts";
import { useOwnDatabase } from "@/lib/notify/testing/notify-database";
import { serviceBudgets } from "@/lib/plan/budget";
import { defaultTriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { saveCollectorState } from "@/lib/resources/collector-state";
import { coverageKey } from "@/lib/resources/load-kernel-log-coverage";
import { storeSamples } from "@/lib/resources/store-samples";
import type { Figure, KernelLogCoverage, Subject } from "@/lib/resources/types";
import { loadTriggerThresholds } from "@/lib/settings/load-trigger-thresholds";
import { saveTriggerThresholds } from "@/lib/settings/save-trigger-thresholds";
import { acknowledgeClickhouse } from "./acknowledge-clickhouse";
import { evaluateTriggers } from "./evaluate-triggers";
import { loadTriggers } from "./load-triggers";
import { previewThresholds } from "./preview-thresholds";
import { clearFailureDomain, setFailureDomain } from "./set-failure-domain";

const owner: Actor = { kind: "cli" };
const viewer: Actor = { kind: "user", userId: "v", email: "v@x", role: "viewer", sessionId: "s", steppedUpAtMs: null };
const minuteMs = 60_000;
const gigabyte = 1024 ** 3;
const dayMs = 24 * 60 * minuteMs;
const start = Date.parse("2026-03-01T00:00:00Z");
const at = (minute: number) => start + minute * minuteMs;

let database: Awaited<ReturnType<typeof useOwnDatabase>>;
beforeAll(async () => {
  database = await useOwnDatabase();
});
afterAll(() => database.remove());
beforeEach(async () => {
  await db().$transaction([
    db().alert.deleteMany(),
    db().triggerFiring.deleteMany(),
    db().triggerWatch.deleteMany(),
    db().resourceChunk.deleteMany(),
    db().kernelOomKill.deleteMany(),
    db().setting.deleteMany(),
    db().collectorState.deleteMany(),
  ]);
});

/** Stores minutes of one figure: `count` times `value` from a minute on. */
async function sample(
  fromMinute: number,
  count: number,
  value: number,
  what: [Subject, Figure] = ["host", "memAvailableBytes"],
) {
  const points = Array.from({ length: count }, (_, index) => ({
    atMs: at(fromMinute + index),
    min: value,
    max: value,
    average: value,
  }));
  await storeSamples([{ subject: what[0], figure: what[1], points }]);
}

async function cover(lastReadMs: number, more: Partial<KernelLogCoverage> = {}) {
  const coverage: KernelLogCoverage = {
    source: "journal-file",
    coveredSinceMs: start - 60 * dayMs,
    lastReadMs,
    text: "The journal's file.",
    cannotTell: null,
    ...more,
  };
  await saveCollectorState(coverageKey, coverage);
}

async function kill(minute: number, victim = "clickhouse") {
  const data = { bootId: "b", cursor: `${minute}`, comm: "clickhouse-serv", pid: 4321, constraint: "memcg" };
  const lines = JSON.stringify(["Memory cgroup out of memory: Killed process 4321 (clickhouse-serv)"]);
  await db().kernelOomKill.create({ data: { ...data, victim, lines, at: new Date(at(minute)) } });
}

const openKeys = async () => (await listAlerts()).open.map(({ key }) => key);
const verdict = async (nowMs: number) => (await loadTriggers(nowMs)).verdict;

describe("the memory trigger", () => {
  it("fires once with frozen evidence, survives restarts, clears with hysteresis, and sends both", async () => {
    await cover(at(31));
    await sample(0, 31, 2.4 * gigabyte);
    await sample(25, 6, 200e6, ["jaeger", "memoryBytes"]);
    for (let minute = 29; minute <= 31; minute += 1) await evaluateTriggers(at(minute));
    const report = await loadTriggers(at(31));
    expect(report.verdict).toEqual({
      state: "move",
      text: "Move: Available memory has been below 3 GiB for 30 minutes and more",
      sinceMs: at(0),
    });
    expect(report.open).toMatchObject([{ trigger: "memory", startedAtMs: at(0), firedAtMs: at(30) }]);
    expect(report.open[0]?.evidence.samples).toHaveLength(30);
    expect(report.open[0]?.evidence.programs).toEqual([{ name: "jaeger", bytes: 200e6 }]);
    expect(await openKeys()).toEqual(["trigger:memory"]);

    await db().resourceChunk.deleteMany();
    await sample(40, 31, 3.2 * gigabyte);
    await evaluateTriggers(at(71));
    expect(await openKeys()).toContain("trigger:memory");
    await sample(71, 30, 4 * gigabyte);
    await cover(at(101));
    await evaluateTriggers(at(101));
    expect(await openKeys()).toEqual([]);
    const after = await loadTriggers(at(101));
    expect(after.verdict).toEqual({ state: "stay", text: "Stay", sinceMs: null });
    expect(after.history).toMatchObject([{ cleared: { atMs: at(101), reason: "Above 3.5 GiB for 30 minutes." } }]);
    expect(after.history[0]?.evidence.samples).toHaveLength(30);
  });

  it("cannot tell without samples, and does not clear because they are missing", async () => {
    await cover(at(200));
    expect(await verdict(at(0))).toMatchObject({ state: "unknown", text: expect.stringContaining("no sample") });
    await sample(0, 20, 2 * gigabyte);
    await cover(at(20));
    expect((await loadTriggers(at(20))).memory).toMatchObject({
      state: "stay",
      gauge: { dwellSoFarMs: 20 * minuteMs },
    });
    expect(await verdict(at(26))).toMatchObject({ state: "unknown", text: expect.stringContaining("5 minutes old") });
    await sample(20, 10, 2 * gigabyte);
    await evaluateTriggers(at(30));
    await evaluateTriggers(at(500));
    expect((await verdict(at(500))).state).toBe("move");
    expect(await openKeys()).toEqual(["trigger:memory", "samples:host"]);
  });

  it("catches what happened while nobody evaluated", async () => {
    await cover(at(300));
    await sample(0, 40, 2 * gigabyte);
    await sample(40, 60, 8 * gigabyte);
    await evaluateTriggers(at(100));
    expect((await loadTriggers(at(100))).history).toMatchObject([{ firedAtMs: at(30), cleared: { atMs: at(70) } }]);
    expect(await openKeys()).toEqual([]);
  });

  it("two evaluations at once fire once", async () => {
    await sample(0, 31, 2 * gigabyte);
    await Promise.all([evaluateTriggers(at(31)), evaluateTriggers(at(31)), evaluateTriggers(at(31))]);
    expect(await db().triggerFiring.count()).toBe(1);
    expect(await openKeys()).toEqual(["trigger:memory"]);
  });
});

describe("the ClickHouse trigger", () => {
  it("fires on a kill with the kernel's lines, is acknowledged with a reason, and fires again on a new one", async () => {
    await sample(0, 60, 8 * gigabyte);
    await cover(at(60));
    await kill(50);
    await kill(55, "other");
    await evaluateTriggers(at(60));
    expect(await verdict(at(60))).toMatchObject({
      text: "Move: The kernel killed ClickHouse for want of memory once in the last 7 days",
      sinceMs: at(50),
    });
    expect(await openKeys()).toEqual(["trigger:clickhouse"]);
    await expect(acknowledgeClickhouse(viewer, { reason: "known" })).rejects.toThrow("viewer");
    await expect(acknowledgeClickhouse(owner, { reason: "" })).rejects.toThrow("Say why");
    await acknowledgeClickhouse(owner, { reason: "A one-off import" }, new Date(at(61)));
    await evaluateTriggers(at(62));
    const { open, history, clickhouse } = await loadTriggers(at(62));
    expect(open).toEqual([]);
    expect(clickhouse).toMatchObject({ state: "stay", gauge: { kills: 1, acknowledgedKills: 1 } });
    expect(history).toMatchObject([{ acknowledged: { by: "cli", reason: "A one-off import" } }]);
    expect(history[0]?.evidence.kills[0]?.lines[0]).toContain("Killed process 4321");
    expect(await openKeys()).toEqual([]);
    await expect(acknowledgeClickhouse(owner, { reason: "again" })).rejects.toThrow("nothing to acknowledge");

    await kill(63);
    await evaluateTriggers(at(64));
    expect((await loadTriggers(at(64))).open).toMatchObject([{ evidence: { kills: [{ atMs: at(63) }] } }]);
  });

  it("clears 7 days after the last kill, unless it cannot tell", async () => {
    await kill(0);
    await cover(at(1));
    await evaluateTriggers(at(1));
    const later = start + 7 * dayMs + minuteMs;
    await evaluateTriggers(later);
    expect((await loadTriggers(later)).open).toHaveLength(1);
    await cover(later);
    await evaluateTriggers(later);
    expect((await loadTriggers(later)).history).toMatchObject([
      { cleared: { reason: expect.stringContaining("7 days") } },
    ]);
  });

  it("with nothing but the kernel's counter, stays while it stands still, and cannot tell once it grew", async () => {
    const vmstat = { source: "vmstat", cannotTell: "Whom the kernel killed." } as const;
    await sample(0, 60, 8 * gigabyte);
    await sample(0, 60, 5, ["host", "oomKills"]);
    await cover(at(60), vmstat);
    expect((await verdict(at(60))).state).toBe("stay");
    await sample(60, 1, 7, ["host", "oomKills"]);
    await cover(at(61), vmstat);
    expect(await verdict(at(61))).toMatchObject({ state: "unknown", text: expect.stringContaining("counted 2") });
  });
});

describe("the owner's trigger", () => {
  it("is set with reason and date, audited, shown, sent, and cleared with a reason", async () => {
    await sample(0, 60, 8 * gigabyte);
    await cover(at(60));
    const input = { reason: "88oakapps goes to another owner", date: "2026-02-20" };
    await expect(setFailureDomain(viewer, input)).rejects.toThrow("viewer");
    await expect(setFailureDomain(owner, { ...input, date: "2027-01-01" }, new Date(at(60)))).rejects.toThrow("future");
    await setFailureDomain(owner, input, new Date(at(60)));
    await expect(setFailureDomain(owner, input, new Date(at(60)))).rejects.toThrow("already");
    expect(await verdict(at(60))).toEqual({
      state: "move",
      text: "Move: 88oakapps goes to another owner",
      sinceMs: Date.parse("2026-02-20T00:00:00Z"),
    });
    expect(await openKeys()).toEqual(["trigger:failure-domain"]);
    await clearFailureDomain(owner, { reason: "The sale fell through" }, new Date(at(61)));
    expect((await verdict(at(60))).state).toBe("stay");
    expect(await openKeys()).toEqual([]);
    const actions = await db().auditEvent.findMany({ where: { subjectName: "Separate failure domains" } });
    expect(actions.map(({ action }) => action)).toEqual(["trigger.set", "trigger.clear"]);
  });
});

describe("the thresholds", () => {
  it("are saved by admins, audited, refused when upside down, and do not judge the past again", async () => {
    await sample(0, 60, 4 * gigabyte);
    await cover(at(60));
    await evaluateTriggers(at(60));
    const higher = { ...defaultTriggerThresholds, memoryFireBytes: 5 * gigabyte, memoryClearBytes: 6 * gigabyte };
    await expect(saveTriggerThresholds(viewer, higher)).rejects.toThrow("viewer");
    await expect(saveTriggerThresholds(owner, { ...higher, memoryClearBytes: 4 * gigabyte })).rejects.toThrow(
      "below the value",
    );
    await saveTriggerThresholds(owner, higher);
    expect(await loadTriggerThresholds()).toEqual(higher);
    expect((await loadTriggers(at(60))).open).toEqual([]);
    await sample(60, 1, 4 * gigabyte);
    await evaluateTriggers(at(61));
    expect((await loadTriggers(at(61))).open).toMatchObject([{ firedAtMs: at(61) }]);
  });

  it("can be tried on the last 30 days first", async () => {
    await sample(0, 40, 2 * gigabyte);
    await sample(40, 40, 8 * gigabyte);
    const lower = { ...defaultTriggerThresholds, memoryFireBytes: 1 * gigabyte, memoryClearBytes: 1 * gigabyte };
    expect(await previewThresholds(defaultTriggerThresholds, at(100))).toMatchObject({
      episodes: [{ startMs: at(30), endMs: at(70) }],
      sampledMinutes: 80,
    });
    expect((await previewThresholds(lower, at(100))).episodes).toEqual([]);
    await expect(previewThresholds({ ...lower, memoryDwellMinutes: 1 })).rejects.toThrow("At least 5");
  });
});

describe("the budget", () => {
  it("raises an alert when a service is above 90 % for 15 minutes, or 80 % of its disk, and resolves it when it is back", async () => {
    const { limitBytes, diskCapBytes } = serviceBudgets.jaeger;
    await sample(0, 14, limitBytes * 0.95, ["jaeger", "memoryBytes"]);
    await sample(0, 5, diskCapBytes * 0.83, ["jaeger", "diskBytes"]);
    await evaluateTriggers(at(5));
    expect(await openKeys()).toEqual(["budget:disk:jaeger"]);
    await sample(14, 1, limitBytes * 0.95, ["jaeger", "memoryBytes"]);
    await evaluateTriggers(at(15));
    expect((await openKeys()).toSorted()).toEqual(["budget:disk:jaeger", "budget:memory:jaeger"]);
    await sample(15, 20, limitBytes * 0.87, ["jaeger", "memoryBytes"]);
    await evaluateTriggers(at(35));
    expect(await openKeys()).toContain("budget:memory:jaeger");
    await sample(35, 15, limitBytes * 0.5, ["jaeger", "memoryBytes"]);
    await evaluateTriggers(at(50));
    expect(await openKeys()).toEqual(["budget:disk:jaeger"]);
  });
});
