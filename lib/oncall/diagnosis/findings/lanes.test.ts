import { describe, expect, it } from "vitest";
import type { Lane, LaneFault } from "@/lib/dependencies/types";
import { diagnose } from "../diagnose";
import {
  documents,
  facts,
  failing,
  faulty,
  lane,
  lanesOf,
  nowMs,
  quiet,
  route,
  service,
  slow,
  tasks,
  windowOf,
} from "../testing/facts";
import { apnsFailing, b2Failing, databaseSlow, failingFault, jobsFault, probeDead } from "../testing/fault-parts";
import { factsOf, told } from "../testing/told";
import { findLaneFaults, findSlowCauses } from "./lanes";

const present = { place: "api", phase: "present", reason: null, sinceMs: null, explains: [] } as const;
const of = (...lanes: Lane[]) => facts({ lanes: lanesOf(...lanes) });
const subject = (id: string, kind = "service") => ({ kind, id, name: id });
const both = ["route-slow", "requests-slow"];

describe("a dependency is slow", () => {
  it("with its p95, its limit and what is usual, and how many routes wait for it", () => {
    const slowed = { ...factsOf("the database is slow and slows the routes") };
    const evidence = [
      ["p95", 481, "ms", 300_000, "/dependencies/database"],
      ["limit", 100, "ms", null, null],
      ["usual-p95", 9, "ms", 25_200_000, null],
    ];
    const finding = {
      ...present,
      code: "database-slow",
      severity: "bad",
      subject: subject("database"),
      explains: both,
    };
    expect(findLaneFaults(slowed).map(told)).toEqual([
      { ...finding, evidence: [...evidence, ["routes", 2, "count", null, null]] },
    ]);
    expect(findLaneFaults(of(databaseSlow)).map(told)).toEqual([{ ...finding, evidence }]);
    const [fault] = databaseSlow.faults;
    if (fault?.kind !== "slow") throw new Error("no fault");
    const unusual = faulty("database", { ...fault, usualP95Ms: null });
    expect(findLaneFaults(of(unusual))[0]?.evidence).toHaveLength(2);
  });
});

describe("a dependency fails", () => {
  it("with how often over both windows, of which only that routes wait for", () => {
    expect(findLaneFaults({ ...of(b2Failing), requests: windowOf([...quiet, slow(tasks, 3100)]) }).map(told)).toEqual([
      {
        ...{ ...present, code: "b2-failing", severity: "bad", subject: subject("b2"), explains: [["route-failing"]] },
        evidence: [
          ["failures", 150, "count", 300_000, "/dependencies/b2"],
          ["calls", 300, "count", 300_000, "/dependencies/b2"],
          ["failure-ratio", 0.5, "ratio", 300_000, "/dependencies/b2"],
          ["failure-ratio", 0.5, "ratio", 60_000, "/dependencies/b2"],
        ],
      },
    ]);
    const short = { calls: 0, failures: 0, slow: 0 };
    const silent = faulty("b2", { ...failingFault, subject: "b2", calls: 300, failures: 150, short, limit: 0.02 });
    expect(findLaneFaults(of(silent))[0]?.evidence).toHaveLength(3);
  });

  const b2With = (...routes: Parameters<typeof windowOf>[0]) =>
    findLaneFaults({ ...of(b2Failing), requests: windowOf([...routes, ...quiet]) }).map(told)[0]?.explains;
  const errors = (name: string, count: number) => failing(name, count / 300);

  it("explains routes that write and fail about as often", () => {
    expect(b2With(errors(documents, 75))).toEqual([["route-failing", documents], "requests-failing"]);
    expect(b2With(errors(documents, 225))).toEqual([["route-failing", documents], "requests-failing"]);
    expect(b2With(errors(documents, 74))).toEqual([["route-failing"]]);
    expect(b2With(errors(documents, 226))).toEqual([["route-failing"]]);
  });

  it.each(["GET /a/", "HEAD /a/", "OPTIONS /a/"])("explains no %s, which uploads nothing", (name) => {
    expect(b2With(errors(name, 150))).toEqual([["route-failing"]]);
    expect(b2With(errors(`POST ${name}`, 150))).toEqual([["route-failing", `POST ${name}`], "requests-failing"]);
  });

  it("explains errors of all requests only where it explains each route that fails", () => {
    expect(b2With(errors(documents, 150), errors(tasks, 150))).toEqual([["route-failing", documents]]);
    expect(b2With()).toEqual([["route-failing"]]);
  });

  it("explains no request where it is no upload: a push fails after the answer", () => {
    expect(findLaneFaults(of(apnsFailing)).map(told)).toMatchObject([
      { code: "push-failing", subject: subject("APNs"), explains: [] },
    ]);
  });
});

describe("jobs", () => {
  const queue = { ...present, subject: subject("default", "queue"), severity: "bad" };
  it.each(["stuck", "late"] as const)("are %s: how long the oldest waits, and how long it may", (kind) => {
    expect(findLaneFaults(of(jobsFault(kind))).map(told)).toEqual([
      {
        ...{ ...queue, code: `jobs-${kind}` },
        evidence: [
          ["wait", 400, "seconds", null, "/dependencies/jobs"],
          ["limit", 60, "seconds", null, null],
        ],
      },
    ]);
  });

  it("wait in a queue that is paused, and vanish when nobody tells of them", () => {
    const fault = (given: LaneFault) => findLaneFaults(of(faulty("jobs", given))).map(told);
    const paused = { kind: "paused", subject: "default", severity: "info", phase: "present" } as const;
    const notice = { ...queue, code: "queue-paused", severity: "info" };
    expect(fault({ ...paused, backlog: 250 })).toEqual([
      { ...notice, evidence: [["backlog", 250, "count", null, "/dependencies/jobs"]] },
    ]);
    expect(fault({ ...paused, backlog: null })).toEqual([{ ...notice, evidence: [] }]);
    const sinceMs = nowMs - 100_000;
    const vanished = { kind: "vanished", subject: "jobs", severity: "warn", phase: "present", sinceMs } as const;
    expect(fault(vanished)).toEqual([
      {
        ...{ ...present, code: "jobs-unknown", severity: "warn", subject: subject("jobs", "queue"), sinceMs },
        evidence: [["last-told", sinceMs, "at", null, "/dependencies/jobs"]],
      },
    ]);
  });

  it("whose tries fail are told of their queue", () => {
    expect(findLaneFaults(factsOf("tries of jobs fail"))).toMatchObject([
      { code: "jobs-failing", subject: subject("low", "queue"), explains: [] },
    ]);
  });
});

describe("faults of a dependency", () => {
  it("are not told of an API that is down, nor where nothing is known", () => {
    expect(findLaneFaults({ ...of(databaseSlow), probe: probeDead })).toEqual([]);
    expect(findLaneFaults(facts({ lanes: { state: "empty", askedAtMs: nowMs } }))).toEqual([]);
  });

  it("that are over explain nothing of now", () => {
    const over = databaseSlow.faults.map((fault) => ({ ...fault, phase: "recovering" }) as const);
    expect(findLaneFaults(of(faulty("database", ...over)))).toMatchObject([{ phase: "recovering", explains: [] }]);
  });

  it("that have no name are left out", () => {
    const { faults } = b2Failing;
    expect(findLaneFaults(of(faulty("database", ...faults)))).toEqual([]);
  });
});

describe("a dependency within its limit makes routes slow", () => {
  const slowed = (changes: Parameters<typeof service>[1], ...routes: Parameters<typeof windowOf>[0]) =>
    facts({
      lanes: lanesOf(lane("b2", { services: [service("b2", changes)] })),
      requests: windowOf([slow(documents, 3100), ...routes, ...quiet]),
    });
  const b2 = { p95Ms: 3000, usualP95Ms: 700, seconds: 372 };

  it("by its share of their time", () => {
    expect(findSlowCauses(slowed(b2)).map(told)).toEqual([
      {
        ...{ ...present, code: "b2-slow", severity: "warn", reason: "share", subject: subject("b2"), explains: both },
        evidence: [
          ["p95", 3000, "ms", 300_000, "/dependencies/b2"],
          ["usual-p95", 700, "ms", 25_200_000, null],
          ["share", 0.8, "ratio", 300_000, null],
          ["routes", 1, "count", null, null],
        ],
      },
    ]);
    expect(findSlowCauses(slowed({ ...b2, seconds: 900 }))).toMatchObject([{ evidence: [{}, {}, { value: 1 }, {}] }]);
    expect(diagnose(slowed(b2)).findings.map(({ code }) => code)).toEqual(["b2-slow"]);
  });

  it("that is half of it at least, of all routes that are slow", () => {
    const found = (seconds: number | null, ...routes: Parameters<typeof windowOf>[0]) =>
      findSlowCauses(slowed({ ...b2, seconds }, ...routes)).length;
    expect([found(232.5), found(232.4), found(null)]).toEqual([1, 0, 0]);
    expect(found(372, slow(tasks, 3100))).toBe(0);
    expect(found(372, route(tasks, { seconds: 5000 }))).toBe(1);
    expect(found(372, slow(tasks, 3100, { seconds: null }))).toBe(1);
  });

  it("and only when it takes twice as long as usual", () => {
    const found = (p95Ms: number | null, usualP95Ms: number | null) =>
      findSlowCauses(slowed({ ...b2, p95Ms, usualP95Ms })).length;
    expect([found(1400, 700), found(1399, 700), found(null, 700), found(3000, null)]).toEqual([1, 0, 0, 0]);
  });

  it("is not said beside its own fault, of jobs, of nothing that is slow, nor of an unknown time", () => {
    const beside = { services: [service("database", b2)], faults: databaseSlow.faults };
    const requests = windowOf([slow(documents, 3100), ...quiet]);
    expect(findSlowCauses(facts({ lanes: lanesOf(lane("database", beside)), requests }))).toEqual([]);
    expect(findSlowCauses(facts({ lanes: lanesOf(lane("jobs", { services: [service("x", b2)] })), requests }))).toEqual(
      [],
    );
    const failed = lane("b2", { services: [service("b2", b2)], faults: b2Failing.faults });
    expect(findSlowCauses(facts({ lanes: lanesOf(failed), requests }))).toHaveLength(1);
    expect(findSlowCauses({ ...slowed(b2), requests: windowOf(quiet) })).toEqual([]);
    const untimed = windowOf([slow(documents, 3100, { seconds: null }), ...quiet]);
    expect(findSlowCauses({ ...slowed({ ...b2, seconds: 0 }), requests: untimed })).toEqual([]);
  });
});
