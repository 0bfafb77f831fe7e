import { describe, expect, it } from "vitest";
import { mapMeasured } from "@/lib/measured";
import { type FindingCode, findingCodes } from "@/lib/oncall/diagnosis/codes";
import { diagnose } from "@/lib/oncall/diagnosis/diagnose";
import type { Facts, ScrapeTarget } from "@/lib/oncall/diagnosis/facts/types";
import * as of from "@/lib/oncall/diagnosis/testing/facts";
import { metricsStoreGone, scrapes } from "@/lib/oncall/diagnosis/testing/fault-parts";
import { allFaults } from "@/lib/oncall/diagnosis/testing/faults";
import { canJudge } from "./can-judge";
import { readSightings } from "./read-sightings";
import { codeOfKey } from "./rules";

const sightings = (facts: Facts, known: string[] = []) => readSightings({ diagnosis: diagnose(facts), facts }, known);
const present = (facts: Facts) =>
  [...sightings(facts)].filter(([, { state }]) => state === "present").map(([key]) => key);
const noVm = of.failed("victoriametrics");
const noJaeger = of.failed("jaeger");
const empty = { state: "empty", askedAtMs: of.nowMs } as const;
const old = (targets: readonly ScrapeTarget[]) => targets.map((target) => ({ ...target, atMs: of.ago(300) }));
const stale = (facts: Facts) => ({
  scrapes: mapMeasured(facts.scrapes, (was) => ({ ...was, api: old(was.api), vmagent: old(was.vmagent) })),
});
const logStill = ({ gateLog }: Facts) => ({
  gateLog: mapMeasured(gateLog, (log) => ({ ...log, senders: [], newestLineAtMs: of.ago(300) })),
});

/** What takes the console's sight, and leaves all else as it is. */
const blindness: [string, (facts: Facts) => Partial<Facts>][] = [
  ["VictoriaMetrics is away", ({ gateLog }) => ({ ...metricsStoreGone(), gateLog })],
  ["Jaeger is away", () => ({ tracesStore: noJaeger, tracesStoreSelf: noJaeger, newestSpan: noJaeger })],
  ["the gate is away", () => ({ gate: of.failed("gate") })],
  ["the gate's log stands still", logStill],
  ["no scrape comes through", stale],
  ["vmagent tells nothing of itself", () => ({ vmagent: noVm })],
  ["counted requests are not answered", () => ({ requests: noVm, lanes: noVm, pods: noVm })],
];
/** These go on under another name: down instead of unreachable, a silent path instead of a wrong clock. */
const renamed: ReadonlySet<FindingCode | null> = new Set<FindingCode>(["api-unreachable", "clock-off"]);

describe("a console that goes blind calls nothing over", () => {
  it.each(blindness)("%s", (_name, blind) => {
    for (const { name, facts } of allFaults) {
      const told = present(facts);
      const blinded = { ...facts, ...blind(facts) };
      const then = sightings(blinded, told);
      const over = told.filter((key) => then.get(key)?.state === "absent");
      const isRenamed = present(blinded).some((key) => !told.includes(key));
      expect({ name, over: over.filter((key) => !(isRenamed && renamed.has(codeOfKey(key)))) }).toEqual({
        name,
        over: [],
      });
    }
  });
});

describe("canJudge", () => {
  it.each(findingCodes)("sees the end of %s once all is well", (code) => {
    expect(canJudge(code, of.facts())).toBe(true);
  });

  const cases: [FindingCode, string, Partial<Facts>][] = [
    ["metrics-store-unreachable", "nobody has an answer of it", { metricsStore: of.late }],
    ["metrics-store-too-busy", "the question is not answered yet", { requests: of.late }],
    ["metrics-store-read-only", "it does not say so itself", { metricsStoreSelf: noVm }],
    ["traces-store-unreachable", "nobody has an answer of it", { tracesStore: of.late }],
    ["traces-store-refuses", "Jaeger is away", { tracesStore: noJaeger }],
    ["traces-store-refuses", "the log stands still", logStill(of.facts())],
    ["metrics-store-refuses", "the log stands still", logStill(of.facts())],
    ["gate-fails", "the gate is not asked yet", { gate: of.late }],
    ["gate-open", "the gate is away", { gate: of.failed("gate") }],
    ["gate-log-silent", "no line has come yet", { gateLog: of.gateLog([], { isProven: false }) }],
    ["gate-log-silent", "the gate is away", { gate: of.failed("gate") }],
    ["gate-log-silent", "the log is not read", { gateLog: of.late }],
    ["metrics-path-silent", "no sample is known", { scrapes: empty }],
    ["vmagent-gone", "no sample is known", { scrapes: empty }],
    ["vmagent-gone", "the log stands still", logStill(of.facts())],
    ["vmagent-catches-up", "no sample is known", { scrapes: empty }],
    ["vmagent-catches-up", "the log stands still", logStill(of.facts())],
    ["vmagent-drops", "vmagent never told of itself", { vmagent: empty }],
    ["exporter-silent", "the requests are not known, which say how much is due", { requests: noVm }],
    ["exporter-silent", "the log stands still", logStill(of.facts())],
    ["traces-path-silent", "the requests are not known, which say how much is due", { requests: noVm }],
    ["traces-path-silent", "there are no spans", { newestSpan: empty }],
    ["clock-off", "no sample is known", { scrapes: noVm }],
    ["clock-off", "Jaeger is away", { newestSpan: noJaeger }],
    ["api-down", "only spans speak for it", { scrapes: noVm, probe: null }],
    ["api-unreachable", "the health URL has not answered yet", { probe: of.late }],
    ["api-gone", "no scrape comes through", stale(of.facts())],
    ["api-not-scraped", "no scrape comes through", stale(of.facts())],
    ["pods-down", "no pod is scraped", stale(of.facts())],
    ["pods-down", "none of them answers", { scrapes: scrapes([of.downTarget(3)]) }],
    ["pod-restarts", "no pod is scraped", stale(of.facts())],
    ["several-processes", "no pod is scraped", stale(of.facts())],
    ["pod-outlier", "the pods' figures are not answered", { pods: noVm }],
    ["pod-outlier", "the requests are not known", { requests: noVm }],
    ["pod-outlier", "one of two has too few to compare", { pods: podsOf({ pods: 2, compared: 1 }) }],
    ["route-failing", "the requests are not known", { requests: noVm }],
    ["route-slow", "the figures are of earlier", stale(of.facts())],
    ["no-traffic", "the API is down", { probe: of.failed("api") }],
    ["database-slow", "it is idle", idle("database")],
    ["b2-slow", "it is idle", idle("b2")],
    ["b2-failing", "it is idle", idle("b2")],
    ["push-slow", "it is idle", idle("push")],
    ["push-failing", "it is idle", idle("push")],
    ["jobs-stuck", "no queue tells of itself", idle("jobs")],
    ["jobs-late", "no queue tells of itself", idle("jobs")],
    ["jobs-failing", "no queue tells of itself", idle("jobs")],
    ["jobs-unknown", "no queue tells of itself", idle("jobs")],
    ["push-slow", "the dependencies' figures are not answered", { lanes: noVm }],
    ["push-slow", "the requests are not known", { requests: noVm }],
  ];
  it.each(cases)("leaves %s open while %s", (code, _why, changes) => {
    expect(canJudge(code, of.facts(changes))).toBe(false);
  });

  const ends: [FindingCode, string, Partial<Facts>][] = [
    ["metrics-store-too-busy", "it answers that there are no requests", { requests: empty }],
    ["clock-off", "no traces are used", { newestSpan: empty }],
    ["pod-outlier", "one pod is left", { pods: podsOf({ pods: 1, compared: 0 }) }],
    ["pod-outlier", "two are alike, and a third is too young", { pods: podsOf({ pods: 3, compared: 2 }) }],
    ["api-down", "the health URL answers and nobody scrapes", { scrapes: noVm }],
    ["api-down", "it is scraped again and nobody probes it", { probe: null }],
    ["api-unreachable", "its health URL is taken out of the settings", { probe: null }],
    ["push-slow", "another dependency is idle", idle("b2")],
    ["pods-down", "one of two answers", { scrapes: scrapes([of.downTarget(3), of.target({ instance: "b" })]) }],
  ];
  it.each(ends)("sees the end of %s where %s", (code, _why, changes) => {
    expect(canJudge(code, of.facts(changes))).toBe(true);
  });
});

function podsOf(counts: { pods: number; compared: number }): Facts["pods"] {
  return of.ready({ outliers: [], windowMs: 300_000, ...counts });
}
function idle(name: Parameters<typeof of.lane>[0]): Partial<Facts> {
  return { lanes: of.lanesOf(of.lane(name, { health: "unknown", code: "idle", services: [] })) };
}
