import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, facts, failed, gateLog, late, nowMs, ready, sender, turnedTo } from "../testing/facts";
import { lostSpans } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findTracesStoreRefuses, findTracesStoreUnreachable, lostOf } from "./traces-store";

const present = { place: "jaeger", phase: "present", subject: null, sinceMs: null } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;
const self = (refusedPerSecond: number | null) => ready({ isReadOnly: null, acceptedPerSecond: 0, refusedPerSecond });

describe("Jaeger gives no answer", () => {
  const unreachable = {
    ...{ ...present, code: "traces-store-unreachable", severity: "warn", reason: "unreachable" },
    evidence: [["answer", "jaeger did not answer.", "text", null, "/budget"]],
    explains: ["traces-path-silent", "traces-store-refuses"],
  };
  it("at all, or to the question for the newest span", () => {
    for (const changes of [{ tracesStore: failed("jaeger") }, { newestSpan: failed("jaeger") }]) {
      expect(findTracesStoreUnreachable(facts(changes)).map(told)).toEqual([unreachable]);
    }
    expect(findTracesStoreUnreachable(facts())).toEqual([]);
    expect(findTracesStoreUnreachable(facts({ newestSpan: empty }))).toEqual([]);
    expect(findTracesStoreUnreachable(facts({ tracesStore: empty, newestSpan: failed("jaeger") }))).toEqual([]);
  });

  it("yet: that changes no state", () => {
    expect(findTracesStoreUnreachable(facts({ tracesStore: late })).map(told)).toEqual([
      { ...unreachable, severity: "info", reason: "late", evidence: [] },
    ]);
  });

  it("explains why nothing comes in", () => {
    const down = facts({
      tracesStore: failed("jaeger"),
      newestSpan: ready({ startedAtMs: ago(400) }),
      gateLog: gateLog([sender("metrics"), turnedTo("traces", "answer 502", 30, { okAtMs: ago(400) })]),
    });
    expect(diagnose(down).folded.map(({ finding, because }) => `${finding.code} by ${because}`)).toEqual([
      "traces-store-refuses by traces-store-unreachable",
      "traces-path-silent by traces-store-unreachable",
    ]);
  });
});

describe("Jaeger refuses spans", () => {
  const refuses = { ...present, code: "traces-store-refuses", explains: ["traces-path-silent"] };
  const answering = (changes = {}) =>
    facts({ gateLog: gateLog([sender("traces"), turnedTo("traces", "answer 503", 30, changes)]) });

  it("as the gate's log shows: since the first answer, and with what was lost", () => {
    expect(findTracesStoreRefuses({ ...answering(), losses: lostSpans }).map(told)).toEqual([
      {
        ...{ ...refuses, severity: "bad", reason: "503", sinceMs: ago(30) },
        evidence: [
          ["status", 503, "status", null, null],
          ["lost-pushes", 14, "count", null, null],
          ["lost-spans", 1200, "count", null, null],
        ],
      },
    ]);
  });

  it("by its own counter alone: a warning, for the exporter tries again", () => {
    expect(findTracesStoreRefuses(facts({ tracesStoreSelf: self(30) })).map(told)).toEqual([
      {
        ...{ ...refuses, severity: "warn", reason: "counted" },
        evidence: [["refused", 30, "per-second", null, "/budget"]],
      },
    ]);
    expect(findTracesStoreRefuses({ ...answering(), tracesStoreSelf: self(30) })[0]?.evidence).toMatchObject([
      { name: "status" },
      { name: "refused" },
    ]);
  });

  it("is not said of one push, of a refusal by the gate, nor where nobody counts", () => {
    expect(findTracesStoreRefuses(answering({ short: { "answer 503": 1 } }))).toEqual([]);
    expect(findTracesStoreRefuses(answering({ short: {} }))).toEqual([]);
    expect(findTracesStoreRefuses(answering({ short: { "answer 503": 2 } }))).toHaveLength(1);
    expect(findTracesStoreRefuses(facts({ gateLog: gateLog([turnedTo("traces", "denied", 30)]) }))).toEqual([]);
    for (const known of [self(0), self(null), empty]) {
      expect(findTracesStoreRefuses(facts({ tracesStoreSelf: known }))).toEqual([]);
    }
  });
});

it("counts lost spans where the log can tell them, and pushes always", () => {
  const lost = (spans: number | null) => ready({ spans, pushes: 14, sinceMs: ago(60), lastAtMs: ago(2) });
  expect(lostOf(facts({ losses: lost(null) })).map(({ name, value }) => [name, value])).toEqual([["lost-pushes", 14]]);
  expect(lostOf(facts({ losses: lost(0) }))).toHaveLength(2);
  expect(lostOf(facts())).toEqual([]);
});
