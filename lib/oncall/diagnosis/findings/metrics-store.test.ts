import { describe, expect, it } from "vitest";
import type { Measured } from "@/lib/measured";
import { diagnose } from "../diagnose";
import type { Facts } from "../facts/types";
import { ago, facts, failed, gateLog, late, nowMs, ready, sender, turnedTo } from "../testing/facts";
import { scrapesAt, silentSenders, stale } from "../testing/fault-parts";
import { told } from "../testing/told";
import {
  findMetricsStoreReadOnly,
  findMetricsStoreRefuses,
  findMetricsStoreTooBusy,
  findMetricsStoreUnreachable,
  roomOf,
} from "./metrics-store";

const present = { place: "victoriametrics", phase: "present", subject: null, sinceMs: null } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;
const path = ["metrics-path-silent", "vmagent-gone", "vmagent-catches-up", "metrics-store-refuses"];
const ofApi = ["api-unknown", "waiting-for-scrape"];
const room = ["room", 500_000_000 / 15_000, "seconds", null, null];
const readOnly = ready({ isReadOnly: true, acceptedPerSecond: 0, refusedPerSecond: 0 });
const foldedOf = (...[known]: Parameters<typeof diagnose>) =>
  diagnose(known).folded.map(({ finding, because }) => `${finding.code} by ${because}`);

describe("VictoriaMetrics gives no answer", () => {
  const unknown = { ...present, code: "metrics-store-unreachable", severity: "unknown" } as const;
  it("tells why and when it was asked, or that it has not answered yet", () => {
    const failure = { source: "victoriametrics", kind: "unreachable", message: "No such host." } as const;
    const gone: Measured<never> = { state: "error", failure, askedAtMs: ago(1) };
    expect(findMetricsStoreUnreachable(facts({ metricsStore: gone })).map(told)).toEqual([
      {
        ...{ ...unknown, reason: "unreachable", explains: [...path, ...ofApi] },
        evidence: [
          ["answer", "No such host.", "text", null, null],
          ["asked", ago(1), "at", null, null],
        ],
      },
    ]);
    expect(findMetricsStoreUnreachable(facts({ metricsStore: late })).map(told)).toMatchObject([
      {
        reason: "late",
        evidence: [
          ["answer", "No answer yet.", "text", null, null],
          ["asked", nowMs, "at", null, null],
        ],
      },
    ]);
    expect(findMetricsStoreUnreachable(facts())).toEqual([]);
    expect(findMetricsStoreUnreachable(facts({ metricsStore: empty }))).toEqual([]);
  });

  it("explains what is not known for want of samples", () => {
    const gone = { metricsStore: failed("victoriametrics"), probe: null, newestSpan: empty } as const;
    const nothing = facts({ ...gone, scrapes: empty, gateLog: gateLog([]) });
    expect(foldedOf(nothing)).toEqual(
      ofApi
        .toReversed()
        .map((code) => `${code} by metrics-store-unreachable`)
        .toSorted(),
    );
  });
});

describe("VictoriaMetrics answers, and not this question", () => {
  const refusal = (more: { tooHeavy?: true } = {}): Measured<never> => ({
    state: "error",
    askedAtMs: nowMs,
    failure: { source: "victoriametrics", kind: "timeout", message: "Too slow.", ...more },
  });
  const busy = (reason: string, answer: string) => ({
    ...{ ...present, code: "metrics-store-too-busy", severity: "unknown", reason, explains: [] },
    evidence: [["answer", answer, "text", null, "/budget"]],
  });

  it.each<[string, Partial<Facts>, string, string]>([
    ["its requests", { requests: refusal() }, "timeout", "Too slow."],
    ["who was scraped", { scrapes: refusal() }, "timeout", "Too slow."],
    ["a question too heavy", { requests: refusal({ tooHeavy: true }) }, "too-heavy", "Too slow."],
    ["not yet who was scraped", { scrapes: late }, "late", "No answer yet."],
  ])("%s", (_name, changes, reason, answer) => {
    expect(findMetricsStoreTooBusy(facts(changes)).map(told)).toEqual([busy(reason, answer)]);
  });

  it("waits for requests, and leaves a store that answers nothing to its own finding", () => {
    expect(findMetricsStoreTooBusy(facts({ requests: late }))).toEqual([]);
    expect(findMetricsStoreTooBusy(facts())).toEqual([]);
    expect(findMetricsStoreTooBusy(facts({ scrapes: refusal(), metricsStore: late }))).toEqual([]);
  });
});

describe("VictoriaMetrics takes nothing in", () => {
  it("tells how long vmagent has room", () => {
    expect(findMetricsStoreReadOnly(facts({ metricsStoreSelf: readOnly })).map(told)).toEqual([
      {
        ...{ ...present, code: "metrics-store-read-only", severity: "bad", reason: null },
        evidence: [["read-only", 1, "count", null, "/budget"], room],
        explains: [...path, ...ofApi],
      },
    ]);
    expect(findMetricsStoreReadOnly(facts())).toEqual([]);
    const unknown = ready({ isReadOnly: null, acceptedPerSecond: 0, refusedPerSecond: 0 });
    expect(findMetricsStoreReadOnly(facts({ metricsStoreSelf: unknown }))).toEqual([]);
    expect(findMetricsStoreReadOnly(facts({ metricsStoreSelf: empty }))).toEqual([]);
  });

  it("explains all that its path shows", () => {
    const by = (code: string) => `${code} by metrics-store-read-only`;
    const known = { metricsStoreSelf: readOnly };
    expect(foldedOf(facts({ ...known, scrapes: stale(200), gateLog: silentSenders(200) }))).toEqual(
      ["vmagent-gone", "metrics-path-silent"].map(by),
    );
    expect(foldedOf(facts({ ...known, scrapes: ready({ ...scrapesAt(240), advance: 6 }) }))).toEqual([
      by("vmagent-catches-up"),
    ]);
    expect(foldedOf(facts({ ...known, gateLog: gateLog([turnedTo("metrics", "answer 503", 40)]) }))).toEqual([
      by("metrics-store-refuses"),
    ]);
    const unseen = { scrapes: empty, probe: null, newestSpan: empty, gateLog: gateLog([]) };
    expect(foldedOf(facts({ ...known, ...unseen }))).toEqual(["api-unknown", "waiting-for-scrape"].map(by));
  });
});

describe("VictoriaMetrics answers pushes with an error", () => {
  const refusing = (changes = {}) => gateLog([turnedTo("metrics", "answer 503", 40, changes)]);

  it("since the first, with the status, how many were refused shortly, and for how long there is room", () => {
    expect(findMetricsStoreRefuses(facts({ gateLog: refusing() })).map(told)).toEqual([
      {
        ...{ ...present, code: "metrics-store-refuses", severity: "bad", reason: "503", sinceMs: ago(40) },
        evidence: [["status", 503, "status", null, null], ["pushes", 8, "count", 60_000, "/#paths"], room],
        explains: ["metrics-path-silent", "vmagent-gone", "vmagent-catches-up", ...ofApi],
      },
    ]);
  });

  it("is not said of one push, of long ago, of a refusal by the gate, nor of the other path", () => {
    const short = (count: number) => facts({ gateLog: refusing({ short: { "answer 503": count } }) });
    expect(findMetricsStoreRefuses(short(1))).toEqual([]);
    expect(findMetricsStoreRefuses(short(2))).toHaveLength(1);
    expect(findMetricsStoreRefuses(facts({ gateLog: refusing({ short: {} }) }))).toEqual([]);
    const newest = (seconds: number) => ({ outcome: "answer 503", sinceMs: ago(900), atMs: ago(seconds) });
    expect(findMetricsStoreRefuses(facts({ gateLog: refusing({ newest: newest(300) }) }))).toHaveLength(1);
    expect(findMetricsStoreRefuses(facts({ gateLog: refusing({ newest: newest(301) }) }))).toEqual([]);
    for (const log of [
      gateLog([turnedTo("metrics", "denied", 40)]),
      gateLog([turnedTo("traces", "answer 503", 40)]),
      gateLog([sender("metrics")]),
    ]) {
      expect(findMetricsStoreRefuses(facts({ gateLog: log }))).toEqual([]);
    }
  });
});

describe("how long vmagent's queue has room", () => {
  const known = { answers: {}, retries: 0, dropped: 0, pendingBytes: 0, overMs: 1 };
  it("is not told where it cannot be said", () => {
    for (const [freeBytes, bytesPerSecond] of [
      [null, 10],
      [1000, null],
      [1000, 0],
    ] as const) {
      expect(roomOf(facts({ vmagent: ready({ ...known, freeBytes, bytesPerSecond }) }))).toEqual([]);
    }
    expect(roomOf(facts({ vmagent: empty }))).toEqual([]);
    expect(roomOf(facts({ vmagent: ready({ ...known, freeBytes: 1000, bytesPerSecond: 10 }) }))[0]?.value).toBe(100);
  });
});
