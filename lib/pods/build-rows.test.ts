import { describe, expect, it } from "vitest";
import { buildPodRows, type RowsInput } from "./build-rows";
import { describeOutliers } from "./describe-outliers";
import { judgePods } from "./judge-pods";
import { readPodFacts, type Sample } from "./read-facts";
import type { Outlier } from "./types";

const nowMs = 1_800_000_000_000;
const target = (instance: string, pod: string | undefined, facts: Record<string, number>): Sample[] =>
  Object.entries(facts).map(([fact, value]) => ({ labels: { instance, ...(pod ? { pod } : {}), fact }, value }));
const secondsAgo = (seconds: number) => nowMs / 1000 - seconds;
const seen = (ago: number, up = 1) => ({ up, at: secondsAgo(ago), first: secondsAgo(ago + 600) });

const input = (samples: Sample[], changes: Partial<RowsInput> = {}): RowsInput => ({
  facts: readPodFacts(samples),
  processes: [],
  history: {},
  now: null,
  versions: [],
  rangeSeconds: 3600,
  scrapeIntervalMs: 15_000,
  staleMs: 75_000,
  nowMs,
  ...changes,
});
const words = (rows: ReturnType<typeof buildPodRows>) => rows.map(({ name, word, health }) => [name, word, health]);

describe("buildPodRows", () => {
  it("calls a pod by its label, else by its address, and two containers of one pod by both", () => {
    const samples = [
      ...target("10.1.0.12:8000", "api-1", seen(5)),
      ...target("10.1.0.13:8000", undefined, seen(5)),
      ...target("10.1.0.14:8000", "api-2", seen(5)),
      ...target("10.1.0.14:9000", "api-2", seen(5)),
    ];
    expect(buildPodRows(input(samples)).map(({ name }) => name)).toEqual([
      "10.1.0.13:8000",
      "api-1",
      "api-2 10.1.0.14:8000",
      "api-2 10.1.0.14:9000",
    ]);
  });

  it("keeps a pod that is gone, unknown and last, and puts one that does not answer before the others", () => {
    const samples = [
      ...target("a:1", "gone", seen(600)),
      ...target("b:1", "fine", seen(5)),
      ...target("c:1", "mute", seen(5, 0)),
    ];
    const rows = buildPodRows(input(samples));
    expect(words(rows)).toEqual([
      ["mute", "not answering", "bad"],
      ["fine", "up", "ok"],
      ["gone", "gone", "unknown"],
    ]);
    expect(rows[2]?.reasons).toEqual(["Last seen 10 min ago: replaced, removed, or lost."]);
  });

  it("calls none of them gone when all are silent: that is the metrics path, or the API", () => {
    const rows = buildPodRows(input([...target("a:1", "a", seen(600)), ...target("b:1", "b", seen(600))]));
    expect(words(rows)).toEqual([
      ["a", "no news", "unknown"],
      ["b", "no news", "unknown"],
    ]);
  });

  it("shows no figure that was not reported, and no percentile of a handful of requests", () => {
    const samples = target("a:1", "a", { ...seen(5), requests: 19, errors: 1 });
    const [row] = buildPodRows(input(samples));
    expect(row).toMatchObject({ requests: 19, errorRatio: 1 / 19, p95Ms: null, restarts: null, heapBytes: null });
    // 600 s and the interval before the first scrape, not the whole hour.
    expect(row?.ratePerSecond).toBeCloseTo(19 / 615, 6);
    const [silent] = buildPodRows(input(target("a:1", "a", seen(5))));
    expect(silent).toMatchObject({ requests: null, ratePerSecond: null, errorRatio: null });
  });

  it("knows the version of the pod or the host that spans name, and of no other", () => {
    const samples = [...target("10.1.0.12:8000", "api-1", seen(5)), ...target("10.1.0.13:8000", undefined, seen(5))];
    const versions = [
      { host: "api-1", version: "1.14.2" },
      { host: "10.1.0.13", version: "1.13.0" },
      { host: "10.1.0.1", version: "0.1" },
    ];
    expect(buildPodRows(input(samples, { versions })).map(({ host, version }) => [host, version])).toEqual([
      ["10.1.0.13", "1.13.0"],
      ["api-1", "1.14.2"],
    ]);
    expect(buildPodRows(input(samples)).map(({ host, version }) => [host, version])).toEqual([
      [null, null],
      ["api-1", null],
    ]);
  });
});

describe("judgePods", () => {
  it("compares only pods that answer now", () => {
    const busy = { requests: 1000, errors: 2 };
    const samples = [
      ...target("a:1", "a", { ...seen(5), ...busy }),
      ...target("b:1", "b", { ...seen(5), ...busy }),
      ...target("c:1", "c", { ...seen(5, 0), requests: 1000, errors: 900 }),
      ...target("d:1", "d", { ...seen(600), requests: 1000, errors: 900 }),
    ];
    const limits = { nowMs, staleMs: 75_000, windowMs: 300_000 };
    expect(judgePods(readPodFacts(samples), limits)).toMatchObject({ outliers: [], pods: 3, compared: 2 });
  });

  it("says of several bad pods which, and of one pod all that is wrong with it", () => {
    const bad = (id: string, text: string): Outlier => ({ id, name: id, kind: "errors", text });
    const clauseOf = (outliers: Outlier[]) => describeOutliers({ outliers, pods: 9, compared: 9, windowMs: 1 });
    expect(clauseOf([bad("a", "38 % errors"), bad("a", "90 % of its files")])).toBe(
      "One bad pod: a, 38 % errors, 90 % of its files",
    );
    expect(clauseOf([bad("a", "1"), bad("b", "2"), bad("c", "3")])).toBe("3 bad pods: a, 1; b, 2; and 1 more");
    expect(clauseOf([])).toBeNull();
  });
});
