import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import { ago, downTarget, facts, nowMs, ready, target, windowOf } from "../testing/facts";
import { probeDead, scrapes } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findPodOutliers, findPodRestarts, findPodsDown, findSeveralProcesses } from "./pods";

const present = { place: "api", severity: "warn", phase: "present", reason: null } as const;
const pod = (id: string, name = id) => ({ kind: "pod", id, name });
const of = (...api: ReturnType<typeof target>[]) => facts({ scrapes: scrapes(api) });

describe("some pods answer and some do not", () => {
  it("names the one, by its pod where that is known", () => {
    expect(findPodsDown(of(target(), downTarget(3, { instance: "c:8000", pod: "api-3" }))).map(told)).toEqual([
      {
        ...{ ...present, code: "pods-down", subject: pod("c:8000", "api-3"), sinceMs: ago(45), explains: [] },
        evidence: [
          ["down", 1, "count", null, "/pods"],
          ["pods", 2, "count", null, null],
          ["names", "api-3", "text", null, null],
        ],
      },
    ]);
  });

  it("names three of many, since the first of them failed", () => {
    const down = ["a", "b", "c", "d"].map((instance, index) => downTarget(2 + index, { instance }));
    expect(findPodsDown(of(target(), ...down))).toMatchObject([
      { subject: null, sinceMs: ago(75), evidence: [{ value: 4 }, { value: 5 }, { value: "a, b, c" }] },
    ]);
  });

  it("is not said of one lost scrape, of a restart under way, nor where none answers", () => {
    expect(findPodsDown(of(target(), downTarget(1)))).toEqual([]);
    expect(findPodsDown(of(target(), downTarget(2)))).toHaveLength(1);
    expect(findPodsDown(of(target(), target({ isUp: false })))).toEqual([]);
    expect(findPodsDown(of(downTarget(3), downTarget(3)))).toEqual([]);
    expect(findPodsDown(of(target(), target({ failed: { count: 3, sinceMs: ago(60) } })))).toEqual([]);
  });
});

describe("a pod restarts again and again", () => {
  const starts = [500, 300, 100].map(ago);
  it("since its second start, with how many were seen", () => {
    expect(findPodRestarts(of(target({ startsMs: starts }))).map(told)).toEqual([
      {
        ...{ ...present, code: "pod-restarts", subject: pod("10.1.0.12:8000"), sinceMs: ago(300), explains: [] },
        evidence: [["starts", 3, "count", null, "/pods"]],
      },
    ]);
  });

  it("is not said of one restart, nor of processes that take turns", () => {
    expect(findPodRestarts(of(target({ startsMs: starts.slice(1) })))).toEqual([]);
    expect(findPodRestarts(of(target({ startsMs: starts, isSeveral: true })))).toEqual([]);
  });
});

describe("several processes behind one target", () => {
  const several = target({ startsMs: [ago(900), ago(800)], isSeveral: true });
  it("are counted, and explain that no traffic can be told", () => {
    expect(findSeveralProcesses(of(target(), several)).map(told)).toEqual([
      {
        ...{ ...present, code: "several-processes", subject: pod("10.1.0.12:8000"), sinceMs: null },
        ...{ evidence: [["processes", 2, "count", null, "/pods"]], explains: ["no-traffic"] },
      },
    ]);
    expect(diagnose({ ...of(several), requests: windowOf([]) }).folded).toMatchObject([
      { finding: { code: "no-traffic" }, because: "several-processes:10.1.0.12:8000" },
    ]);
  });

  it("of one pod say nothing of the restarts of another", () => {
    const restarts = target({ instance: "b:8000", startsMs: [500, 300, 100].map(ago) });
    expect(diagnose(of(several, restarts)).findings.map(({ code }) => code)).toEqual([
      "pod-restarts",
      "several-processes",
    ]);
  });
});

describe("one pod is worse than the others", () => {
  const outliers = [
    { id: "c", name: "api-3", kind: "errors", text: "38 % errors against 0.2 %" },
    { id: "c", name: "api-3", kind: "latency", text: "p95 3 s against 80 ms" },
    { id: "b", name: "api-2", kind: "latency", text: "p95 2 s against 80 ms" },
  ] as const;
  const known = facts({ pods: ready({ outliers: [...outliers], pods: 3, compared: 3, windowMs: 300_000 }) });

  it("is told once, with all that it has too much of", () => {
    const outlier = (text: string) => ["outlier", text, "text", 300_000, "/pods"];
    const bad = { ...present, code: "pod-outlier", sinceMs: null, explains: [] };
    expect(findPodOutliers(known).map(told)).toEqual([
      {
        ...{ ...bad, subject: pod("c", "api-3"), reason: "errors" },
        evidence: [outlier("38 % errors against 0.2 %"), outlier("p95 3 s against 80 ms")],
      },
      { ...bad, subject: pod("b", "api-2"), reason: "latency", evidence: [outlier("p95 2 s against 80 ms")] },
    ]);
  });

  it("is not told of an API that is down, nor where pods cannot be compared", () => {
    expect(findPodOutliers({ ...known, probe: probeDead })).toEqual([]);
    expect(findPodOutliers(facts({ pods: { state: "empty", askedAtMs: nowMs } }))).toEqual([]);
  });
});
