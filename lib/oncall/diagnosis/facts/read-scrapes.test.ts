import { describe, expect, it } from "vitest";
import { apiJob, vmagentJob } from "@/lib/plan/contract";
import { readScrapes, upTo } from "./read-scrapes";

const labels = { job: apiJob, instance: "10.0.0.1:8000" };
const series = (name: string, values: readonly number[]) => ({
  labels: { __name__: name, ...labels },
  samples: values.map((value, index) => ({ atMs: 1_000_000 + index * 15_000, value })),
});
const read = (starts: readonly number[]) =>
  readScrapes(
    [
      series(
        "up",
        starts.map(() => 1),
      ),
      series("process_start_time_seconds", starts),
    ],
    [],
  )?.api[0];
const [a, b] = [1_764_362_211.1234, 1_764_362_900.5];

describe("the starts of what a target is scraped of", () => {
  it.each([
    ["one process", [a, a, a], 1, false],
    ["a restart", [a, a, b, b], 2, false],
    ["two processes by turns", [a, b, a, b], 2, true],
    [
      "one process, whose start the store rounds differently from block to block",
      [a, a + 0.0004, a, a - 0.003],
      1,
      false,
    ],
    ["two processes a second apart", [a, a + 1, a], 2, true],
    ["one process, a tenth of a second apart", [1_764_362_211, 1_764_362_211.1], 1, false],
  ])("%s", (_name, starts, count, isSeveral) => {
    expect(read(starts)).toMatchObject({ isSeveral });
    expect(read(starts)?.startsMs).toHaveLength(count);
  });
});

describe("a clock that is ahead by hours", () => {
  const fact = (name: string, value: number) => ({ labels: { fact: name, ...labels }, value });
  it("shows in the samples that it stamps, whatever was stored before it went wrong", () => {
    const laterSeconds = 1_000 + 8 * 3600;
    const older = [fact("at", 1_000), fact("up", 1), fact("at-ahead", laterSeconds), fact("up-ahead", 1)];
    expect(readScrapes([series("up", [1, 1])], older)?.api).toMatchObject([{ atMs: laterSeconds * 1000, isUp: true }]);
    expect(readScrapes([], older)?.api).toMatchObject([{ atMs: laterSeconds * 1000, isUp: true }]);
  });

  it("within the minutes that are read, its stored samples speak", () => {
    const older = [fact("at-ahead", 1_015), fact("up-ahead", 1)];
    expect(readScrapes([series("up", [1, 1])], older)?.api).toMatchObject([{ atMs: 1_015_000, intervalMs: null }]);
  });

  it("leaves samples in the future that can be left out once it was set right", () => {
    const older = [fact("at", 1_015), fact("up", 1), fact("at-ahead", 50_000), fact("up-ahead", 1)];
    const raw = [series("up", [1, 1, 1])];
    expect(readScrapes(...upTo(1_020_000, raw, older))?.api).toMatchObject([{ atMs: 1_015_000 }]);
  });
});

describe("the interval", () => {
  const at = (...seconds: number[]) => ({
    labels: { __name__: "up", ...labels },
    samples: seconds.map((second) => ({ atMs: second * 1000, value: 1 })),
  });
  it("is what three scrapes in a row say, and two that were lost do not change it", () => {
    expect(readScrapes([at(0, 15, 30, 45, 60, 75, 135, 195)], [])?.api[0]?.intervalMs).toBe(15_000);
    expect(readScrapes([at(0, 15, 30, 45, 60, 75, 135, 195, 255)], [])?.api[0]?.intervalMs).toBe(60_000);
  });
});

describe("two jobs that scrape one process", () => {
  const scraped = (job: string, seconds: readonly number[]) =>
    ["up", "process_start_time_seconds"].map((name) => ({
      labels: { __name__: name, instance: "10.0.0.1:8000", job },
      samples: seconds.map((second) => ({ atMs: second * 1000, value: name === "up" ? 1 : a })),
    }));
  const early = [0, 15, 30, 45, 60];
  const late = [200, 215, 230, 245, 260];
  it.each([
    ["both now", [...early, ...late], [...early, ...late], 1],
    ["the other one no longer", [...early, ...late], early, 0],
    ["the API's own no longer", early, [...early, ...late], 0],
  ])("%s", (_name, own, other, count) => {
    expect(readScrapes([...scraped(apiJob, own), ...scraped("pods", other)], [])?.twins).toHaveLength(count);
  });
});

describe("a target by its stored samples", () => {
  const sampled = (name: string, values: readonly number[], more = {}) => ({ ...series(name, values), ...more });
  const only = (...raw: Parameters<typeof readScrapes>[0][number][]) => readScrapes(raw, [])?.api[0];
  const at = (index: number) => 1_000_000 + index * 15_000;

  it("is up or down by the newest, with how many failed in a row and since when", () => {
    expect(only(sampled("up", [0, 1, 1]))).toMatchObject({ isUp: true, failed: null, atMs: at(2), sampleAtMs: at(2) });
    expect(only(sampled("up", [1, 0, 0]))).toMatchObject({
      ...{ isUp: false, failed: { count: 2, sinceMs: at(1) }, atMs: at(2), sampleAtMs: at(0) },
    });
    expect(only(sampled("up", [0, 0]))).toMatchObject({ failed: { count: 2, sinceMs: at(0) }, sampleAtMs: null });
  });

  it("has answered when its newest sample but `up` was stored, and is told with its labels", () => {
    const known = only(sampled("up", [1, 1, 1, 1]), sampled("process_start_time_seconds", [a, a, a]));
    expect(known).toMatchObject({ ...labels, pod: null, sampleAtMs: at(2), gap: null, isSeveral: false });
    const pod = { labels: { __name__: "up", job: apiJob, instance: "b", pod: "api-2" } };
    expect(only(sampled("up", [1], pod))).toMatchObject({ instance: "b", pod: "api-2", startsMs: [] });
  });

  it("is told apart by pod, instance and job, of which the API's and vmagent's count", () => {
    const up = (job: string, instance: string, pod?: string) =>
      sampled("up", [1], { labels: { __name__: "up", job, instance, ...(pod ? { pod } : {}) } });
    const start = sampled("process_start_time_seconds", [a], {
      labels: { __name__: "process_start_time_seconds", job: apiJob, instance: "a", pod: "api-2" },
    });
    const raw = [up(apiJob, "a", "api-1"), up(apiJob, "a", "api-2"), up(vmagentJob, "a"), up("pods", "a"), start];
    const known = readScrapes(raw, []);
    expect(known?.api.map(({ startsMs }) => startsMs.length)).toEqual([0, 1]);
    expect(known?.vmagent).toMatchObject([{ job: vmagentJob, instance: "a" }]);
    expect(readScrapes([sampled("up", []), sampled("go_info", [1])], [])).toBeNull();
  });
});

describe("the newest stretch without scrapes", () => {
  const gapOf = (...seconds: number[]) => {
    const samples = seconds.map((second) => ({ atMs: second * 1000, value: 1 }));
    return readScrapes([{ labels: { __name__: "up", ...labels }, samples }], [])?.api[0]?.gap;
  };
  it("is longer than three and a half intervals: two lost scrapes are none", () => {
    expect(gapOf(0, 15, 30, 45, 97.5)).toBeNull();
    expect(gapOf(0, 15, 30, 45, 98)).toEqual({ fromMs: 45_000, toMs: 98_000 });
    expect(gapOf(0, 100, 115, 130, 300, 315, 330)).toEqual({ fromMs: 130_000, toMs: 300_000 });
    expect(gapOf(0, 15, 30)).toBeNull();
  });
});

describe("a target that was last scraped within the hour", () => {
  const fact = (name: string, value: number, more = labels) => ({ labels: { fact: name, ...more }, value });
  const past = { intervalMs: null, gap: null, startsMs: [], isSeveral: false };

  it("is known by when that was, and by what it said", () => {
    expect(readScrapes([], [fact("at", 900), fact("up", 1), fact("sample", 899)])?.api).toEqual([
      { ...labels, ...past, pod: null, isUp: true, failed: null, atMs: 900_000, sampleAtMs: 899_000 },
    ]);
    const failed = { count: 1, sinceMs: 900_000 };
    expect(readScrapes([], [fact("at", 900), fact("up", 0)])?.api).toEqual([
      { ...labels, ...past, pod: null, isUp: false, failed, atMs: 900_000, sampleAtMs: null },
    ]);
  });

  it("takes nothing of another target, and gives way to samples of its own", () => {
    const other = { ...labels, pod: "api-2" };
    const known = readScrapes([], [fact("up", 1, other), fact("at", 900), fact("at", 800, other)]);
    expect(known?.api).toMatchObject([
      { pod: null, isUp: false },
      { pod: "api-2", isUp: true },
    ]);
    expect(readScrapes([series("up", [1])], [fact("at", 900), fact("up", 0)])?.api).toMatchObject([
      { atMs: 1_000_000, isUp: true },
    ]);
    expect(readScrapes([], [fact("up", 1), fact("sample", 900)])).toBeNull();
  });

  it("of a clock that is ahead has answered at the time that it stamps, or not at all", () => {
    const later = [fact("at", 1_000), fact("at-ahead", 90_000)];
    const ahead = { ...labels, ...past, pod: null, failed: null, atMs: 90_000_000 };
    expect(readScrapes([], [...later, fact("up-ahead", 1)])?.api).toEqual([
      { ...ahead, isUp: true, sampleAtMs: 90_000_000 },
    ]);
    for (const more of [fact("up-ahead", 0), fact("up-ahead", 1, { ...labels, instance: "b" }), fact("up", 1)]) {
      expect(readScrapes([], [...later, more])?.api).toEqual([{ ...ahead, isUp: false, sampleAtMs: null }]);
    }
  });

  it("is ahead only by more than a minute, and for its own target alone", () => {
    const apiOf = (seconds: number, more = labels) =>
      readScrapes([series("up", [1])], [fact("at-ahead", seconds, more), fact("up-ahead", 1, more)])?.api;
    expect(apiOf(1_059)).toMatchObject([{ atMs: 1_000_000 }]);
    expect(apiOf(1_060)).toMatchObject([{ atMs: 1_060_000 }]);
    const other = { ...labels, instance: "b" };
    for (const seconds of [1_060, 1_059]) {
      expect(apiOf(seconds, other)).toMatchObject([{ atMs: 1_000_000 }, { atMs: seconds * 1000 }]);
    }
    const near = [series("up", [1]), { ...series("up", [1]), labels: { __name__: "up", ...other } }];
    expect(readScrapes(near, [fact("at-ahead", 1_015), fact("up-ahead", 1)])?.api).toHaveLength(2);
    expect(readScrapes(near, [fact("at-ahead", 1_015), fact("up-ahead", 1)])?.api[0]?.atMs).toBe(1_000_000);
  });
});

it("leaves out what is stamped later than a time, and nothing else", () => {
  const older: Parameters<typeof upTo>[2][number][] = [
    { labels: { fact: "at" }, value: 1 },
    { labels: { fact: "up-ahead" }, value: 1 },
    { labels: { job: apiJob }, value: 1 },
  ];
  const [raw, kept] = upTo(1_015_000, [series("up", [1, 1, 1])], older);
  expect(raw.map(({ samples }) => samples.map(({ atMs }) => atMs))).toEqual([[1_000_000, 1_015_000]]);
  expect(kept).toEqual([older[0], older[2]]);
});

describe("twins of the API", () => {
  const seen = (job: string, instance: string, start: number, atMs: number, everyMs = 15_000) =>
    ["up", "process_start_time_seconds"].map((name) => ({
      labels: { __name__: name, job, instance },
      samples: [3, 2, 1, 0].map((ago) => ({ atMs: atMs - ago * everyMs, value: name === "up" ? 1 : start })),
    }));
  const twinsOf = (...raw: ReturnType<typeof seen>[]) => readScrapes(raw.flat(), [])?.twins;

  it("are other jobs of the same process alone, vmagent's own left out", () => {
    const own = seen(apiJob, "a", a, 2_000_000);
    expect(twinsOf(own, seen("pods", "x", a, 2_000_000))).toEqual([{ job: "pods", instance: "x" }]);
    expect(twinsOf(own, seen("pods", "x", b, 2_000_000))).toEqual([]);
    const [up, start] = own;
    const samples = start?.samples.map((sample, index) => (index < 2 ? { ...sample, value: b } : sample)) ?? [];
    const restarted = [up, { labels: start?.labels ?? {}, samples }].filter((one) => one !== undefined);
    expect(readScrapes([...restarted, ...seen("pods", "x", a, 2_000_000)], [])?.twins).toHaveLength(1);
    expect(twinsOf(own, seen(vmagentJob, "x", a, 2_000_000))).toEqual([]);
    expect(twinsOf(seen("pods", "x", a, 2_000_000))).toEqual([]);
    expect(twinsOf(seen(apiJob, "b", b, 2_000_000), own, seen("pods", "x", a, 2_000_000))).toHaveLength(1);
  });

  it("are scraped as recently, by the longer of the two intervals", () => {
    const own = seen(apiJob, "a", a, 2_000_000);
    expect(twinsOf(own, seen("pods", "x", a, 2_052_500))).toHaveLength(1);
    expect(twinsOf(own, seen("pods", "x", a, 2_052_501))).toEqual([]);
    expect(twinsOf(own, seen("pods", "x", a, 2_100_000, 60_000))).toHaveLength(1);
    expect(twinsOf(seen(apiJob, "a", a, 2_100_000, 60_000), seen("pods", "x", a, 2_000_000))).toHaveLength(1);
  });
});
