import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, facts, failed, gateLog, nowMs, ready, sender, turnedTo } from "../testing/facts";
import { gateDown, scrapesAt, stale } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findGateDown, findGateLogSilent } from "./gate";

const present = { place: "gate", phase: "present", subject: null } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;
const bothPaths = [
  ...["metrics-path-silent", "metrics-store-refuses", "vmagent-catches-up"],
  ...["traces-path-silent", "traces-store-refuses"],
];

describe("the gate", () => {
  it("is down when it does not answer: what it said, and when it was asked", () => {
    const failure = { source: "gate", kind: "unreachable", message: "No such host." } as const;
    expect(findGateDown(facts({ gate: { state: "error", failure, askedAtMs: ago(1) } })).map(told)).toEqual([
      {
        ...{ ...present, code: "gate-down", severity: "bad", reason: "unreachable", sinceMs: null },
        evidence: [
          ["answer", "No such host.", "text", null, null],
          ["asked", ago(1), "at", null, null],
        ],
        explains: bothPaths,
      },
    ]);
    expect(findGateDown(facts({ gate: failed("gate", "timeout") }))).toMatchObject([{ reason: "timeout" }]);
  });

  it.each([
    [502, "gate-fails", bothPaths],
    [301, "gate-fails", bothPaths],
    [300, "gate-fails", bothPaths],
    [199, "gate-fails", bothPaths],
    [200, "gate-open", []],
    [299, "gate-open", []],
  ])("answers a write without a token with %i: %s", (status, code, explains) => {
    expect(findGateDown(facts({ gate: ready({ status, latencyMs: 2 }) })).map(told)).toEqual([
      {
        ...{ ...present, code, severity: "bad", reason: String(status), sinceMs: null, explains },
        evidence: [["status", status, "status", null, null]],
      },
    ]);
  });

  it("is well when it refuses a stranger, when it has too many of them, and where there is none", () => {
    for (const status of [401, 429]) {
      expect(findGateDown(facts({ gate: ready({ status, latencyMs: 2 }) }))).toEqual([]);
    }
    expect(findGateDown(facts({ gate: empty }))).toEqual([]);
  });

  it("explains what the paths behind it suffer from", () => {
    const down = facts({
      gate: gateDown,
      newestSpan: ready({ startedAtMs: ago(400) }),
      tracesStoreSelf: ready({ isReadOnly: null, acceptedPerSecond: 0, refusedPerSecond: 0 }),
      gateLog: gateLog([turnedTo("metrics", "answer 502", 30), turnedTo("traces", "answer 503", 30)]),
    });
    const { findings, folded } = diagnose(down);
    expect(findings.map(({ code }) => code)).toEqual(["gate-down"]);
    expect(folded.map(({ finding }) => finding.code)).toEqual([
      ...["metrics-store-refuses", "traces-store-refuses", "traces-path-silent"],
    ]);
    const old = { gate: gateDown, gateLog: gateLog([]) };
    const codesOf = (known: typeof down) => diagnose(known).folded.map(({ finding }) => finding.code);
    expect(codesOf(facts({ ...old, scrapes: stale(200) }))).toEqual(["metrics-path-silent"]);
    const backlog = { scrapes: ready({ ...scrapesAt(240), advance: 6 }), gateLog: gateLog([sender("metrics")]) };
    expect(codesOf(facts({ gate: gateDown, ...backlog }))).toEqual(["vmagent-catches-up"]);
  });
});

describe("the gate's log does not reach the console", () => {
  const silent = gateLog([], { isProven: false, provenAtMs: ago(600) });

  it("since its last line that did", () => {
    expect(findGateLogSilent(facts({ gateLog: silent })).map(told)).toEqual([
      {
        ...{ ...present, code: "gate-log-silent", severity: "warn", reason: null, sinceMs: ago(600), explains: [] },
        evidence: [["last-line", ago(600), "at", null, "/tokens"]],
      },
    ]);
    expect(findGateLogSilent(facts({ gateLog: gateLog([], { isProven: false, provenAtMs: null }) }))).toMatchObject([
      { sinceMs: null, evidence: [] },
    ]);
  });

  it("is not said before four minutes, of a log that is read, nor of a gate that is not well", () => {
    expect(findGateLogSilent(facts({ gateLog: silent, startedAtMs: ago(239) }))).toEqual([]);
    expect(findGateLogSilent(facts({ gateLog: silent, startedAtMs: ago(240) }))).toHaveLength(1);
    expect(findGateLogSilent(facts())).toEqual([]);
    expect(findGateLogSilent(facts({ gateLog: empty }))).toEqual([]);
    expect(findGateLogSilent(facts({ gateLog: silent, gate: gateDown }))).toEqual([]);
    expect(findGateLogSilent(facts({ gateLog: silent, gate: ready({ status: 502, latencyMs: 2 }) }))).toEqual([]);
  });
});
