import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, facts, gateLog, nowMs, ready, sender, target, vmagentTarget } from "../testing/facts";
import { scrapesAt } from "../testing/fault-parts";
import { factsOf, told } from "../testing/told";
import { findClockOff, isClockOff } from "./clock";

const empty = { state: "empty", askedAtMs: nowMs } as const;
const pushed = (path: "metrics" | "traces", seconds: number) => gateLog([sender(path, { okAtMs: ago(seconds) })]);
/** Samples that are so many seconds old while pushes are taken, and so much faster than the clock since the last look. */
const samples = (seconds: number, advance: number | null = 1) =>
  facts({ scrapes: ready({ ...scrapesAt(seconds), advance }) });

describe("the clock that stamps samples", () => {
  it("is behind by what the samples are old, or ahead", () => {
    const off = {
      ...{ code: "clock-off", place: "vmagent", severity: "warn", phase: "present", sinceMs: null },
      subject: { kind: "host", id: "vmagent", name: "vmagent" },
      explains: ["api-gone", "api-unknown"],
    };
    expect(findClockOff(samples(300)).map(told)).toEqual([
      { ...off, reason: "behind", evidence: [["offset", 300_000, "ms", null, null]] },
    ]);
    expect(findClockOff(samples(-300)).map(told)).toEqual([
      { ...off, reason: "ahead", evidence: [["offset", 300_000, "ms", null, null]] },
    ]);
  });

  it("is right within a minute, and as far as it is known", () => {
    expect(isClockOff(samples(-60))).toBe(false);
    expect(isClockOff(samples(-60.001))).toBe(true);
    expect(isClockOff(samples(60))).toBe(false);
    expect(isClockOff(samples(60.001))).toBe(true);
    expect(isClockOff(facts({ scrapes: empty }))).toBe(false);
  });

  it("is not accused where samples come every minute, or while none arrive", () => {
    const everyMinute = { api: [target({ atMs: ago(130), intervalMs: 60_000 })], vmagent: [], twins: [], advance: 1 };
    expect(isClockOff(facts({ scrapes: ready(everyMinute) }))).toBe(false);
    expect(isClockOff({ ...samples(300), gateLog: pushed("metrics", 38) })).toBe(true);
    expect(isClockOff({ ...samples(300), gateLog: pushed("metrics", 39) })).toBe(false);
    expect(isClockOff({ ...samples(300), gateLog: gateLog([]) })).toBe(false);
  });

  it.each([
    ["comes in faster than the clock", 1.6, false],
    ["runs with the clock", 1.5, true],
    ["runs with the clock, roughly", 0.5, true],
    ["stands still", 0.4, false],
  ])("is right when what it stamped %s: that is a queue", (_name, advance, isOff) => {
    expect(isClockOff(samples(300, advance))).toBe(isOff);
  });

  it("is judged by vmagent's queue before a second look", () => {
    const queue = (pendingBytes: number | null) =>
      ready({
        ...{ answers: {}, retries: 0, dropped: 0, freeBytes: null, bytesPerSecond: null },
        ...{ overMs: 1, pendingBytes },
      });
    const known = samples(300, null);
    expect(isClockOff({ ...known, vmagent: queue(200_000) })).toBe(true);
    expect(isClockOff({ ...known, vmagent: queue(200_001) })).toBe(false);
    expect(isClockOff({ ...known, vmagent: queue(null) })).toBe(true);
    expect(isClockOff({ ...known, vmagent: empty })).toBe(true);
  });

  it("explains a pod that seems gone: it was scraped before the clock changed", () => {
    const api = [target({ atMs: ago(6) })];
    const known = facts({
      probe: null,
      scrapes: ready({ api, vmagent: [vmagentTarget({ atMs: ago(-300) })], twins: [], advance: 1 }),
    });
    expect(diagnose(known)).toMatchObject({
      findings: [{ code: "clock-off" }],
      folded: [{ finding: { code: "api-gone" }, because: "clock-off:vmagent" }],
    });
    const idle = { ...samples(300), probe: null, newestSpan: empty, gateLog: pushed("metrics", 3) };
    expect(diagnose(idle).folded.map(({ finding }) => finding.code)).toEqual(["api-unknown"]);
  });
});

describe("the clock that stamps spans", () => {
  const spans = (seconds: number) => facts({ newestSpan: ready({ startedAtMs: ago(seconds) }) });

  it("is off by the age of the newest span while spans are taken, or by how far that is ahead", () => {
    const off = {
      ...{ code: "clock-off", place: "exporter", severity: "warn", phase: "present", sinceMs: null },
      subject: { kind: "host", id: "api", name: "honeydue-api" },
      explains: ["traces-path-silent"],
    };
    expect(findClockOff(spans(600)).map(told)).toEqual([
      { ...off, reason: "behind", evidence: [["offset", 600_000, "ms", null, null]] },
    ]);
    expect(findClockOff(spans(-180)).map(told)).toEqual([
      { ...off, reason: "ahead", evidence: [["offset", 180_000, "ms", null, null]] },
    ]);
  });

  it("is right within a minute, and where no spans are taken", () => {
    expect(findClockOff(spans(-60))).toEqual([]);
    expect(findClockOff(spans(-60.001))).toHaveLength(1);
    expect(findClockOff(spans(98))).toEqual([]);
    expect(findClockOff(spans(98.001))).toHaveLength(1);
    expect(findClockOff(facts({ newestSpan: empty }))).toEqual([]);
    const self = (acceptedPerSecond: number | null) =>
      ready({ isReadOnly: null, acceptedPerSecond, refusedPerSecond: 0 });
    expect(findClockOff({ ...spans(600), tracesStoreSelf: self(0) })).toEqual([]);
    expect(findClockOff({ ...spans(600), tracesStoreSelf: self(null) })).toEqual([]);
    expect(findClockOff({ ...spans(600), tracesStoreSelf: empty })).toEqual([]);
    expect(findClockOff({ ...spans(600), gateLog: pushed("traces", 60) })).toHaveLength(1);
    expect(findClockOff({ ...spans(600), gateLog: pushed("traces", 61) })).toEqual([]);
    expect(findClockOff({ ...spans(600), gateLog: gateLog([]) })).toEqual([]);
  });

  it("says nothing of the pods: that vmagent finds none stays a cause of its own", () => {
    const known = {
      ...factsOf("the API is gone, and nobody probes it"),
      newestSpan: ready({ startedAtMs: ago(-180) }),
    };
    expect(diagnose(known).findings.map(({ code }) => code)).toEqual(["clock-off", "api-gone"]);
  });
});
