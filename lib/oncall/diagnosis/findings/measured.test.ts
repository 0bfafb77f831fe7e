import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, facts, failed, nowMs, ready, target, token, vmagentTarget } from "../testing/facts";
import { scrapes, stale } from "../testing/fault-parts";
import { told } from "../testing/told";
import {
  findIntervalDiffers,
  findMetricsGap,
  findNewAddresses,
  findOtherJob,
  findSamplingDiffers,
  findScrapedTwice,
} from "./measured";

const notice = {
  severity: "info",
  phase: "present",
  subject: null,
  reason: null,
  sinceMs: null,
  explains: [],
} as const;
const empty = { state: "empty", askedAtMs: nowMs } as const;

describe("scrapes at another interval than is set", () => {
  const every = (...intervals: (number | null)[]) =>
    findIntervalDiffers(facts({ scrapes: scrapes(intervals.map((intervalMs) => target({ intervalMs }))) }));

  it("tells both, the longest of those measured", () => {
    expect(every(30_000, 60_000, null).map(told)).toEqual([
      {
        ...{ ...notice, code: "interval-differs", place: "vmagent" },
        evidence: [
          ["interval", 60_000, "ms", null, "/pods"],
          ["set", 15_000, "ms", null, null],
        ],
      },
    ]);
  });

  it("is not said of one that came late, nor where none was measured", () => {
    expect([22_500, 22_501, 9000, 8999].map((interval) => every(interval).length)).toEqual([0, 1, 0, 1]);
    expect(every(null)).toEqual([]);
    expect(findIntervalDiffers(facts({ scrapes: stale(200) }))).toEqual([]);
  });
});

describe("another share of requests is traced than is set", () => {
  const traced = (traces: number, requests: number, set = 0.1) =>
    findSamplingDiffers(
      facts({
        set: { scrapeIntervalMs: 15_000, samplingRatio: set, hasGate: true },
        sampling: ready({ ratio: traces / requests, requests, traces, overMs: 120_000 }),
      }),
    );

  it("tells both", () => {
    expect(traced(300, 300).map(told)).toEqual([
      {
        ...{ ...notice, code: "sampling-differs", place: "exporter" },
        evidence: [
          ["sampling", 1, "ratio", 120_000, "/traces"],
          ["set", 0.1, "ratio", null, "/settings"],
        ],
      },
    ]);
    // More traces than requests were counted: spans of jobs, or a counter that was reset.
    expect(traced(900, 300)).toMatchObject([{ evidence: [{ value: 1 }, {}] }]);
  });

  it("is said of no difference that may be chance, and of none below a quarter", () => {
    expect([traced(40, 300).length, traced(70, 300).length]).toEqual([0, 1]);
    expect([traced(25, 300).length, traced(8, 300).length]).toEqual([0, 1]);
    expect([traced(12_400, 100_000).length, traced(13_500, 100_000).length]).toEqual([0, 1]);
    expect([traced(8100, 100_000).length, traced(7400, 100_000).length]).toEqual([0, 1]);
  });

  it("needs sixty requests to be judged", () => {
    expect([traced(59, 59).length, traced(60, 60).length]).toEqual([0, 1]);
    expect(findSamplingDiffers(facts({ sampling: empty }))).toEqual([]);
  });
});

it("tells of the first of the jobs that scrape the same process, and how many there are", () => {
  const twins = ["pods", "more"].map((job) => ({ job, instance: "10.1.0.12:8000" }));
  expect(findScrapedTwice(facts({ scrapes: scrapes([target()], { twins }) })).map(told)).toEqual([
    {
      ...{ ...notice, code: "scraped-twice", place: "vmagent", subject: { kind: "job", id: "pods", name: "pods" } },
      evidence: [
        ["job", "honeydue-api", "text", null, null],
        ["twins", 2, "count", null, "/pods"],
      ],
    },
  ]);
  expect(findScrapedTwice(facts())).toEqual([]);
  expect(findScrapedTwice(facts({ scrapes: failed("victoriametrics") }))).toEqual([]);
});

it("tells under which other job requests are counted: nothing else is known of the API then", () => {
  const known = facts({ otherJobs: ["pods", "more"], probe: null, newestSpan: empty, gateLog: empty });
  expect(findOtherJob(known).map(told)).toEqual([
    {
      ...{ ...notice, code: "other-job", place: "vmagent", severity: "unknown" },
      subject: { kind: "job", id: "pods", name: "pods" },
      evidence: [["job", "honeydue-api", "text", null, null]],
      explains: ["waiting-for-scrape", "api-unknown", "metrics-path-silent"],
    },
  ]);
  expect(findOtherJob(facts())).toEqual([]);
  const foldedOf = (changes: object) => diagnose({ ...known, ...changes }).folded.map(({ finding }) => finding.code);
  expect(foldedOf({ scrapes: stale(200) })).toEqual(["metrics-path-silent", "api-unknown"]);
  expect(foldedOf({ scrapes: empty })).toEqual(["api-unknown", "waiting-for-scrape"]);
});

describe("a stretch without samples", () => {
  const gap = (from: number, to: number) => ({ fromMs: ago(from), toMs: ago(to) });
  it("is the newest of any pod, where it ends within the window", () => {
    const api = [target({ gap: gap(290, 200) }), target({ gap: gap(180, 100) }), target({ gap: null })];
    expect(findMetricsGap(facts({ scrapes: scrapes(api) })).map(told)).toEqual([
      {
        ...{ ...notice, code: "metrics-gap", place: "vmagent", sinceMs: ago(180) },
        evidence: [
          ["from", ago(180), "at", null, null],
          ["to", ago(100), "at", null, null],
        ],
      },
    ]);
    const ending = (to: number) => findMetricsGap(facts({ scrapes: scrapes([target({ gap: gap(900, to) })]) }));
    expect([ending(300).length, ending(301).length]).toEqual([1, 0]);
  });

  it("of vmagent itself is none of the API's", () => {
    const vmagent = [vmagentTarget({ gap: gap(180, 100) })];
    expect(findMetricsGap(facts({ scrapes: scrapes([target()], { vmagent }) }))).toEqual([]);
  });
});

it("tells the newest address that is new to a token", () => {
  const addresses = [200, 300].map((seconds) => ({
    ...{ address: `198.51.100.${seconds - 196}`, atMs: ago(seconds) },
    scope: "metrics:write" as const,
  }));
  expect(findNewAddresses(facts({ tokens: ready([token({ newAddresses: addresses })]) })).map(told)).toEqual([
    {
      ...{ ...notice, code: "token-new-address", place: "gate", sinceMs: ago(200) },
      subject: { kind: "token", id: "vmagentTok", name: "k3s-vmagent" },
      evidence: [
        ["address", "198.51.100.4", "text", null, "/tokens/vmagentTok"],
        ["seen", ago(200), "at", null, null],
      ],
    },
  ]);
  expect(findNewAddresses(facts())).toEqual([]);
  expect(findNewAddresses(facts({ tokens: empty }))).toEqual([]);
});
