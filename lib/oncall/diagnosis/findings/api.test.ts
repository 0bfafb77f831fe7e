import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, downTarget, facts, failed, nowMs, ready, target, vmagentTarget } from "../testing/facts";
import { gateDown, probeDead, scrapes, stale } from "../testing/fault-parts";
import { factsOf, told } from "../testing/told";
import { findApiDown, findApiGone, findApiNotScraped, findApiUnknown, findApiUnreachable } from "./api";

const paths = "/#paths";
const codesOf = (...[known]: Parameters<typeof diagnose>) => diagnose(known).findings.map(({ code }) => code);

describe("the API is down", () => {
  it("since the first scrape that failed, with what the probe and the scrapes say", () => {
    expect(findApiDown(factsOf("the API is down")).map(told)).toEqual([
      {
        ...{ code: "api-down", place: "api", severity: "bad", phase: "present", subject: null, reason: null },
        sinceMs: ago(15),
        evidence: [
          ["probe", "api did not answer.", "text", null, paths],
          ["scrape", "dead", "text", null, paths],
        ],
        explains: ["pods-down", "pod-restarts"],
      },
    ]);
  });

  it("since the earliest of the pods that fail, where several do", () => {
    const api = [downTarget(3), downTarget(5, { instance: "b" }), downTarget(4, { instance: "c" })];
    expect(findApiDown(facts({ probe: null, scrapes: scrapes(api) }))).toMatchObject([
      { sinceMs: ago(75), evidence: [{ name: "scrape", value: "dead" }] },
    ]);
  });

  it("tells the status that the health URL answered", () => {
    const known = facts({ probe: ready({ status: 503, latencyMs: 4 }), scrapes: scrapes([downTarget(2)]) });
    expect(findApiDown(known).map(told)[0]?.evidence).toContainEqual(["probe-status", 503, "status", null, paths]);
  });

  it("since the last scrape that it answered, where vmagent finds it no longer", () => {
    const api = [target({ atMs: ago(200), sampleAtMs: ago(230) }), target({ atMs: ago(200), sampleAtMs: ago(210) })];
    const known = facts({ probe: probeDead, scrapes: scrapes(api) });
    expect(findApiDown(known)).toMatchObject([
      { sinceMs: ago(210), evidence: [{}, { name: "scrape", value: "gone" }] },
    ]);
  });

  it("since an unknown time, where no scrapes arrive; and says that spans still do", () => {
    const known = facts({ probe: probeDead, scrapes: stale(200) });
    expect(findApiDown(known).map(told)).toMatchObject([
      {
        sinceMs: null,
        evidence: [
          expect.anything(),
          ["scrape", "silent", "text", null, paths],
          ["spans", "recent", "text", null, null],
        ],
      },
    ]);
    const unasked = facts({ probe: probeDead, scrapes: failed("victoriametrics") });
    expect(findApiDown(unasked)).toMatchObject([{ evidence: [{}, { name: "scrape", value: "unknown" }] }]);
    const without = { ...known, newestSpan: { state: "empty", askedAtMs: nowMs } as const, gateLog: gateDown };
    expect(findApiDown(without)[0]?.evidence.map(({ name }) => name)).toEqual(["probe", "scrape"]);
  });

  it("takes scrapes that come no more for silence, though the newest of them was well", () => {
    const late = 2.2 * 15 + 5;
    const known = (seconds: number) => facts({ probe: probeDead, scrapes: stale(seconds) });
    expect(codesOf(known(late))).toEqual(["api-unreachable"]);
    expect(codesOf(known(late + 0.001))).toEqual(["api-down"]);
  });

  it("asks for a second failed scrape where nobody probes it: one may be a restart", () => {
    const known = (count: number) => facts({ probe: null, scrapes: scrapes([downTarget(count)]) });
    expect(findApiDown(known(1))).toEqual([]);
    expect(findApiDown(known(2))).toHaveLength(1);
    const pods = scrapes([downTarget(1), downTarget(2, { instance: "b" })]);
    expect(findApiDown(facts({ probe: null, scrapes: pods }))).toHaveLength(1);
    expect(findApiDown(facts({ probe: null, scrapes: scrapes([target({ isUp: false })]) }))).toEqual([]);
  });

  it("is not said of an API that one of its pods answers for, nor of one whose probe is well", () => {
    const pods = scrapes([downTarget(4), target({ instance: "b" })]);
    expect(findApiDown(facts({ probe: null, scrapes: pods }))).toEqual([]);
    expect(findApiDown(facts({ probe: probeDead, scrapes: pods }))).toEqual([]);
    expect(findApiDown(facts({ scrapes: scrapes([downTarget(4)]) }))).toEqual([]);
    expect(findApiDown(facts({ probe: null }))).toEqual([]);
  });

  it("is what its pods suffer from as well", () => {
    const restarted = { startsMs: [ago(500), ago(300), ago(100)] };
    const api = [target(restarted), downTarget(3, { instance: "b" })];
    const known = facts({ gate: gateDown, probe: probeDead, scrapes: scrapes(api) });
    const { findings, folded } = diagnose(known);
    expect(findings.map(({ code }) => code)).toEqual(["gate-down", "api-down"]);
    expect(folded.map(({ finding, because }) => [finding.code, because])).toEqual([
      ["pods-down", "api-down"],
      ["pod-restarts", "api-down"],
    ]);
  });
});

describe("users cannot reach an API that is scraped", () => {
  it("tells what they get, and when it was last scraped", () => {
    const api = [target({ sampleAtMs: ago(20) }), target({ instance: "b", sampleAtMs: ago(6) })];
    expect(findApiUnreachable(facts({ probe: probeDead, scrapes: scrapes(api) })).map(told)).toEqual([
      {
        ...{ code: "api-unreachable", place: "probe", severity: "bad", phase: "present", subject: null, reason: null },
        ...{ sinceMs: null, explains: [] },
        evidence: [
          ["probe", "api did not answer.", "text", null, paths],
          ["scraped", ago(6), "at", null, paths],
        ],
      },
    ]);
  });

  it("needs both: a probe that fails and a scrape that does not", () => {
    expect(findApiUnreachable(facts())).toEqual([]);
    expect(findApiUnreachable(facts({ probe: null }))).toEqual([]);
    expect(findApiUnreachable(facts({ probe: probeDead, scrapes: scrapes([downTarget(2)]) }))).toEqual([]);
    expect(findApiUnreachable(facts({ probe: probeDead, gate: gateDown }))).toEqual([]);
  });
});

describe("vmagent finds no pod of the API", () => {
  const gone = scrapes([target({ atMs: ago(40), sampleAtMs: ago(40) })]);
  const told40 = {
    ...{ code: "api-gone", place: "api", phase: "present", subject: null, sinceMs: ago(40), explains: [] },
    evidence: [["last-scrape", ago(40), "at", null, "/pods"]],
  };

  it("is a matter of discovery where its health URL answers, and grave where nobody probes it", () => {
    expect(findApiGone(facts({ scrapes: gone })).map(told)).toEqual([
      { ...told40, severity: "warn", reason: "answers" },
    ]);
    expect(findApiGone(facts({ scrapes: gone, probe: null })).map(told)).toEqual([
      { ...told40, severity: "bad", reason: "silent" },
    ]);
  });

  it("is no cause of its own beside a health URL that fails, and none while it is scraped", () => {
    expect(findApiGone(facts({ scrapes: gone, probe: probeDead }))).toEqual([]);
    expect(findApiGone(facts())).toEqual([]);
  });
});

describe("the API answers its health URL and not its scrapes", () => {
  it("since the first that failed, with how many of the worst pod failed", () => {
    const api = [downTarget(2), downTarget(7, { instance: "b" })];
    expect(findApiNotScraped(facts({ scrapes: scrapes(api) })).map(told)).toEqual([
      {
        ...{ code: "api-not-scraped", place: "api", severity: "warn", phase: "present", subject: null, reason: null },
        ...{ sinceMs: ago(105), evidence: [["failed-scrapes", 7, "count", null, null]], explains: [] },
      },
    ]);
  });

  it("is not said of one lost scrape, nor where nobody asks the health URL", () => {
    expect(findApiNotScraped(facts({ scrapes: scrapes([downTarget(1)]) }))).toEqual([]);
    expect(findApiNotScraped(facts({ scrapes: scrapes([downTarget(3)]), probe: null }))).toEqual([]);
    expect(findApiNotScraped(facts())).toEqual([]);
  });
});

describe("nothing speaks for the API or against it", () => {
  const idle = { probe: null, newestSpan: { state: "empty", askedAtMs: nowMs }, gateLog: gateDown } as const;
  it.each([
    ["no scrapes arrive", stale(200), "silent"],
    ["who was scraped cannot be asked", failed("victoriametrics"), "unknown"],
  ] as const)("%s", (_name, known, reason) => {
    expect(findApiUnknown(facts({ ...idle, scrapes: known })).map(told)).toEqual([
      {
        ...{ code: "api-unknown", place: "api", severity: "unknown", phase: "present", subject: null, reason },
        ...{ sinceMs: null, evidence: [], explains: [] },
      },
    ]);
  });

  it("is not said where one of the three speaks", () => {
    expect(findApiUnknown(facts(idle))).toEqual([]);
    const silent = { ...idle, scrapes: stale(200) };
    expect(findApiUnknown(facts({ ...silent, probe: ready({ status: 200, latencyMs: 4 }) }))).toEqual([]);
    expect(findApiUnknown(facts({ ...silent, newestSpan: ready({ startedAtMs: ago(9) }) }))).toEqual([]);
    const dead = {
      ...idle,
      scrapes: ready({ api: [downTarget(1)], vmagent: [vmagentTarget()], twins: [], advance: 1 }),
    };
    expect(findApiUnknown(facts(dead))).toEqual([]);
  });
});
