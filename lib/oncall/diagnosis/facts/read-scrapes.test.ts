import { describe, expect, it } from "vitest";
import { apiJob } from "@/lib/plan/contract";
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
