import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import type { Facts } from "../facts/types";
import { ago, facts, failed, gateLog, nowMs, ready, route, sender, windowOf } from "../testing/facts";
import { noTraces, probeDead, stale } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findExporterSilent, findTracesPathSilent } from "./traces-path";

const present = { place: "exporter", severity: "warn", phase: "present", subject: null, reason: null } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;
/** Five requests a second, one in ten of them traced: ten traces are due within twenty seconds. */
const perSecond = (count: number) =>
  windowOf([route("GET /a/", { short: { requests: 60 * count, errors: 0, slow: 0 } })]);
const sampled = (ratio: number) => ready({ ratio, requests: 300, traces: 30, overMs: 60_000 });

describe("the API sends no traces any more", () => {
  const silent = (seconds: number, changes: Partial<Facts> = {}) =>
    facts({
      gateLog: noTraces(seconds),
      newestSpan: ready({ startedAtMs: ago(seconds) }),
      requests: perSecond(5),
      ...changes,
    });

  it("since its last push, with how many traces were due since", () => {
    expect(findExporterSilent(silent(40)).map(told)).toEqual([
      {
        ...{ ...present, code: "exporter-silent", sinceMs: ago(40), explains: ["traces-path-silent"] },
        evidence: [["due", 20, "count", 40_000, "/traces"]],
      },
    ]);
    expect(diagnose(silent(400)).folded).toMatchObject([
      { finding: { code: "traces-path-silent" }, because: "exporter-silent" },
    ]);
  });

  it("is said once so many are due that none is no chance, and not within three turns of the exporter", () => {
    expect(findExporterSilent(silent(19.9))).toEqual([]);
    expect(findExporterSilent(silent(20))).toHaveLength(1);
    expect(findExporterSilent(silent(14.9, { requests: perSecond(500) }))).toEqual([]);
    expect(findExporterSilent(silent(15, { requests: perSecond(500) }))).toHaveLength(1);
  });

  it("counts what is due by the sampling as measured, else as set, and by no more than all requests", () => {
    const dueOf = (changes: Partial<Facts>) => findExporterSilent(silent(40, changes))[0]?.evidence[0]?.value;
    expect(dueOf({ sampling: sampled(0.5) })).toBe(100);
    expect(dueOf({ sampling: sampled(3) })).toBe(200);
    expect(dueOf({ sampling: sampled(0) })).toBe(20);
    expect(dueOf({ sampling: empty })).toBe(20);
    const set = { scrapeIntervalMs: 15_000, samplingRatio: 0.2, hasGate: true };
    expect(dueOf({ sampling: empty, set })).toBe(40);
  });

  it("counts from the console's own start, where it has seen no push", () => {
    const unseen = { gateLog: gateLog([sender("metrics")]), newestSpan: ready({ startedAtMs: ago(300) }) };
    expect(findExporterSilent(silent(300, { ...unseen, startedAtMs: ago(19) }))).toEqual([]);
    expect(findExporterSilent(silent(300, { ...unseen, startedAtMs: ago(40) }))).toMatchObject([
      { sinceMs: ago(300), evidence: [{ value: 20, overMs: 40_000 }] },
    ]);
  });

  it("is not said where spans came by another way, or nothing can be told", () => {
    const newest = (seconds: number) => ({ newestSpan: ready({ startedAtMs: ago(seconds) }) });
    expect(findExporterSilent(silent(60, newest(45)))).toMatchObject([{ sinceMs: ago(60) }]);
    expect(findExporterSilent(silent(60, newest(44)))).toEqual([]);
    expect(findExporterSilent(silent(60, { newestSpan: empty }))).toHaveLength(1);
    for (const changes of [
      { gate: failed("gate") },
      { requests: empty },
      { requests: perSecond(0) },
      { probe: probeDead },
      { scrapes: stale(200) },
    ]) {
      expect(findExporterSilent(silent(60, changes))).toEqual([]);
    }
  });
});

describe("spans stop where no log tells why", () => {
  const silent = (seconds: number, changes: Partial<Facts> = {}) =>
    facts({ newestSpan: ready({ startedAtMs: ago(seconds) }), requests: perSecond(5), ...changes });

  it("since the newest of them, once it is older than the limit", () => {
    expect(findTracesPathSilent(silent(300))).toEqual([]);
    expect(findTracesPathSilent(silent(301)).map(told)).toEqual([
      {
        ...{ ...present, code: "traces-path-silent", sinceMs: ago(301), explains: [] },
        evidence: [["newest-span", ago(301), "at", null, "/traces"]],
      },
    ]);
  });

  it("is not said while none are due, nor without any", () => {
    expect(findTracesPathSilent(silent(400, { requests: perSecond(0.25) }))).toHaveLength(1);
    expect(findTracesPathSilent(silent(400, { requests: perSecond(0.24) }))).toEqual([]);
    expect(findTracesPathSilent(facts({ newestSpan: empty }))).toEqual([]);
  });
});
