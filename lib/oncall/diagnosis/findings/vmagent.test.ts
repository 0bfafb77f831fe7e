import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import type { VmagentFacts } from "../facts/types";
import {
  ago,
  downTarget,
  facts,
  failed,
  gateLog,
  late,
  nowMs,
  ready,
  sender,
  target,
  vmagentTarget,
} from "../testing/facts";
import { noTraces, scrapesAt, silentSenders, stale } from "../testing/fault-parts";
import { told } from "../testing/told";
import {
  findMetricsPathSilent,
  findVmagentCatchesUp,
  findVmagentDrops,
  findVmagentGone,
  findWaitingForScrape,
} from "./vmagent";

const present = { phase: "present", subject: null, reason: null } as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;
const vmagent = (changes: Partial<VmagentFacts>) =>
  ready({
    ...{ answers: {}, retries: 0, dropped: 0, pendingBytes: null, freeBytes: null, bytesPerSecond: null },
    ...{ overMs: 300_000, ...changes },
  });

describe("vmagent is gone", () => {
  const silent = (seconds: number) =>
    facts({ gateLog: silentSenders(seconds, sender("traces")), scrapes: stale(seconds) });

  it("since its last push, once one scrape and the time of a push have passed without any", () => {
    expect(findVmagentGone(silent(29))).toEqual([]);
    expect(findVmagentGone(silent(30)).map(told)).toEqual([
      {
        ...{ ...present, code: "vmagent-gone", place: "vmagent", severity: "bad", sinceMs: ago(30) },
        evidence: [["last-push", ago(30), "at", null, "/#paths"]],
        explains: ["metrics-path-silent", "api-unknown", "api-gone"],
      },
    ]);
  });

  it("is judged by the newest of what was stored and what the log shows", () => {
    expect(findVmagentGone({ ...silent(50), scrapes: stale(10) })).toEqual([]);
    expect(findVmagentGone({ ...silent(10), scrapes: stale(50) })).toEqual([]);
    const unlogged = facts({ gateLog: gateLog([sender("traces")]), scrapes: stale(3000) });
    expect(findVmagentGone(unlogged)).toMatchObject([{ sinceMs: ago(3000) }]);
    // A clock that is ahead says no more than that something came.
    expect(findVmagentGone({ ...silent(50), scrapes: stale(-300) })).toEqual([]);
  });

  it("is not said by a console that has just started, without the gate's log, nor before a first scrape", () => {
    expect(findVmagentGone({ ...silent(60), startedAtMs: ago(29) })).toEqual([]);
    expect(findVmagentGone({ ...silent(60), startedAtMs: ago(30) })).toHaveLength(1);
    expect(findVmagentGone({ ...silent(60), gate: empty })).toEqual([]);
    expect(findVmagentGone({ ...silent(60), scrapes: empty })).toEqual([]);
  });

  it("explains that nothing is known of the API, and that it seems gone", () => {
    const gone = facts({
      ...{ probe: null, newestSpan: empty, gateLog: gateLog([sender("traces", { okAtMs: ago(900) })]) },
      scrapes: ready({
        api: [target({ atMs: ago(70) })],
        vmagent: [vmagentTarget({ atMs: ago(31) })],
        twins: [],
        advance: 0,
      }),
    });
    expect(diagnose(gone)).toMatchObject({
      findings: [{ code: "vmagent-gone" }],
      folded: [{ finding: { code: "api-gone" }, because: "vmagent-gone" }],
    });
    const { findings, folded } = diagnose({ ...gone, scrapes: stale(200) });
    expect(findings.map(({ code }) => code)).toEqual(["vmagent-gone"]);
    expect(folded.map(({ finding }) => finding.code)).toEqual(["metrics-path-silent", "api-unknown"]);
  });
});

describe("samples stop where no log tells why", () => {
  const ungated = { gate: empty, gateLog: empty };
  it("since the newest of them, once it is older than five intervals", () => {
    expect(findMetricsPathSilent(facts({ ...ungated, scrapes: stale(75) }))).toEqual([]);
    expect(findMetricsPathSilent(facts({ ...ungated, scrapes: stale(76) })).map(told)).toEqual([
      {
        ...{ ...present, code: "metrics-path-silent", place: "vmagent", severity: "bad", sinceMs: ago(76) },
        evidence: [["newest-sample", ago(76), "at", null, "/#tiles"]],
        explains: ["api-unknown"],
      },
    ]);
  });

  it("is another matter where pushes get through, or nothing was ever scraped", () => {
    const pushed = (seconds: number) =>
      facts({ scrapes: stale(200), gateLog: gateLog([sender("metrics", { okAtMs: ago(seconds) })]) });
    expect(findMetricsPathSilent(pushed(38))).toEqual([]);
    expect(findMetricsPathSilent(pushed(39))).toHaveLength(1);
    expect(findMetricsPathSilent(facts({ ...ungated, scrapes: empty }))).toEqual([]);
  });
});

describe("vmagent delivers a backlog", () => {
  const backlog = (seconds: number) => facts({ scrapes: ready({ ...scrapesAt(seconds), advance: 6 }) });

  it("tells by how much it is behind, and what still waits", () => {
    expect(findVmagentCatchesUp({ ...backlog(240), vmagent: vmagent({ pendingBytes: 5e6 }) }).map(told)).toEqual([
      {
        ...{ ...present, code: "vmagent-catches-up", place: "vmagent", severity: "warn", sinceMs: ago(240) },
        evidence: [
          ["behind", 240_000, "ms", null, null],
          ["pending", 5e6, "bytes", null, null],
        ],
        explains: ["api-unknown"],
      },
    ]);
    for (const known of [vmagent({ pendingBytes: null }), empty]) {
      expect(findVmagentCatchesUp({ ...backlog(240), vmagent: known })[0]?.evidence).toHaveLength(1);
    }
  });

  it("is one only while pushes are taken, and what they bring is old", () => {
    expect(findVmagentCatchesUp(backlog(75))).toEqual([]);
    expect(findVmagentCatchesUp(backlog(76))).toHaveLength(1);
    const pushed = (seconds: number) => gateLog([sender("metrics", { okAtMs: ago(seconds) })]);
    expect(findVmagentCatchesUp({ ...backlog(240), gateLog: pushed(38) })).toHaveLength(1);
    expect(findVmagentCatchesUp({ ...backlog(240), gateLog: pushed(39) })).toEqual([]);
    expect(findVmagentCatchesUp({ ...backlog(240), gateLog: empty })).toEqual([]);
    expect(findVmagentCatchesUp(facts({ scrapes: empty }))).toEqual([]);
    expect(findVmagentCatchesUp(facts({ scrapes: ready({ ...scrapesAt(300), advance: 1 }) }))).toEqual([]);
  });
});

it("tells how many blocks vmagent threw away, and over what", () => {
  expect(findVmagentDrops(facts({ vmagent: vmagent({ dropped: 5 }) })).map(told)).toEqual([
    {
      ...{ ...present, code: "vmagent-drops", place: "vmagent", severity: "warn", sinceMs: null, explains: [] },
      evidence: [["dropped", 5, "count", 300_000, null]],
    },
  ]);
  expect(findVmagentDrops(facts())).toEqual([]);
  expect(findVmagentDrops(facts({ vmagent: empty }))).toEqual([]);
});

describe("no scrape of the API has come", () => {
  const fresh = ready({ api: [], vmagent: [vmagentTarget({ atMs: ago(75) })], twins: [], advance: 1 });
  const old = ready({ api: [], vmagent: [vmagentTarget({ atMs: ago(76) })], twins: [], advance: 1 });

  it.each([
    ["the console has just started", { startedAtMs: ago(179), scrapes: empty }, "first"],
    ["it has waited for minutes", { startedAtMs: ago(180), scrapes: empty }, "none"],
    ["vmagent was seen long ago", { scrapes: old }, "none"],
    ["vmagent runs, and finds none", { scrapes: fresh }, "no-target"],
    ["they come under another name", { scrapes: fresh, otherJobs: ["pods"] }, "other-job"],
  ])("%s", (_name, changes, reason) => {
    expect(findWaitingForScrape(facts(changes)).map(told)).toEqual([
      {
        ...{ ...present, code: "waiting-for-scrape", place: "vmagent", severity: "unknown", sinceMs: null, reason },
        ...{ evidence: [], explains: ["api-unknown"] },
      },
    ]);
  });

  it("is not said where that cannot be asked, nor of scrapes that fail", () => {
    const asked = [
      failed("victoriametrics"),
      late,
      ready({ api: [downTarget(1)], vmagent: [], twins: [], advance: 1 }),
    ];
    for (const scrapes of asked) expect(findWaitingForScrape(facts({ scrapes }))).toEqual([]);
    expect(findWaitingForScrape(facts({ gateLog: noTraces(3) }))).toEqual([]);
  });
});
