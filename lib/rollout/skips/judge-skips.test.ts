import { describe, expect, it } from "vitest";
import type { Measured } from "@/lib/measured";
import { type CapacityFacts, judgeSkips, type SkipFacts } from "./judge-skips";

const nowMs = 1_000_000;
const ready = <T>(value: T): Measured<T> => ({ state: "ready", value, sampledAtMs: nowMs });
const calm: CapacityFacts = { series: 4000, rowsPerSecond: 300, cpuShare: 0.2, jobs: 1 };
const facts = (capacity: Partial<CapacityFacts>, rest: Partial<SkipFacts> = {}): SkipFacts => ({
  nowMs,
  capacity: ready({ ...calm, ...capacity }),
  services: ready(["honeydue-api"]),
  logSearch: undefined,
  ...rest,
});
const verdicts = (given: SkipFacts) => judgeSkips(given).map(({ verdict }) => verdict);

describe("judgeSkips", () => {
  it("is right to skip all at honeyDue's scale", () => {
    expect(verdicts(facts({}))).toEqual(["skip", "skip", "skip", "skip", "skip"]);
  });

  it.each([
    ["100,000 series are carried", { series: 100_000 }, 1, "skip"],
    ["more are not", { series: 100_001 }, 1, "revisit"],
    ["nor is a faster ingest", { rowsPerSecond: 50_001 }, 1, "revisit"],
    ["CPU at its limit", { cpuShare: 0.8 }, 2, "skip"],
    ["CPU pressure", { cpuShare: 0.81 }, 2, "revisit"],
    ["two services", { jobs: 2 }, 3, "skip"],
    ["three services", { jobs: 3 }, 3, "revisit"],
    ["no figure of series", { series: null }, 1, "unknown"],
    ["no figure of CPU", { cpuShare: null }, 2, "unknown"],
  ] as const)("%s", (_name, capacity, index, verdict) => {
    expect(verdicts(facts(capacity))[index]).toBe(verdict);
  });

  it("counts services by traces where there are more of them", () => {
    expect(verdicts(facts({}, { services: ready(["a", "b", "c"]) }))[3]).toBe("revisit");
  });

  it("asks for Loki only when somebody said that log search hurts", () => {
    const decided = (choice: string) => facts({}, { logSearch: { choice, reason: "r", by: "b", atMs: 1 } });
    expect(verdicts(decided("log search is painful"))[0]).toBe("revisit");
    expect(verdicts(decided("Dozzle is enough"))[0]).toBe("skip");
  });

  it("calls what cannot be measured unknown, never right", () => {
    const failure = { source: "victoriametrics", kind: "unreachable", message: "down" } as const;
    const blind = { state: "error", failure, askedAtMs: nowMs } as const;
    expect(verdicts(facts({}, { capacity: blind, services: blind }))).toEqual([
      "skip",
      "unknown",
      "unknown",
      "unknown",
      "skip",
    ]);
  });
});
