import { describe, expect, it } from "vitest";
import type { Lane } from "@/lib/dependencies/types";
import type { Overview, Witness } from "@/lib/oncall/types";
import { conditionNames } from "./conditions";
import { readSightings } from "./read-sightings";
import { calmOverview, lane, witness } from "./testing/overview";

const failure = {
  source: "victoriametrics",
  kind: "timeout",
  message: "VictoriaMetrics did not answer within 3 s.",
} as const;
const calm = calmOverview;
const unreachable = { state: "error", failure, askedAtMs: 0 } as const;
const states = (overview: Overview) => {
  const sightings = readSightings(overview);
  const of = (state: string) => conditionNames.filter((name) => sightings[name].state === state);
  return { present: of("present"), unknown: of("unknown") };
};
const withLane = (changed: Lane): Overview => ({
  ...calm,
  lanes: {
    state: "ready",
    value: { lanes: [changed], notReached: [], windowMs: 300_000 },
    sampledAtMs: 0,
  },
});
const withClause = (text: string, href: string): Overview => ({
  ...calm,
  verdict: { ...calm.verdict, clauses: [{ text, health: "bad", href }] },
});
const withWitness = (changed: Witness, liveness: Overview["witnesses"]["liveness"] = "up"): Overview => ({
  ...calm,
  witnesses: {
    ...calm.witnesses,
    liveness,
    list: calm.witnesses.list.map((known) => (known.name === changed.name ? changed : known)),
  },
});

describe("readSightings", () => {
  it("sees nothing wrong and nothing unknown on a calm day", () => {
    expect(states(calm)).toEqual({ present: [], unknown: [] });
  });

  it.each([
    ["a dead API", withWitness(witness("probe", { health: "bad" }), "down"), ["api-down"]],
    ["a silent metrics path", withWitness(witness("scrape", { health: "bad", word: "path silent" })), ["metrics-path"]],
    ["a silent traces path", withWitness(witness("spans", { health: "warn", word: "silent" })), ["traces-path"]],
    ["failing requests", withClause("5.1 % errors", "#errors"), ["errors"]],
    ["a failing route", withClause("Failing: GET /a/ 50 % errors", "#routes"), ["errors"]],
    ["a slow route", withClause("Slow: GET /a/ p95 3.1 s", "#routes"), ["slow"]],
  ])("tells %s from everything else", (_label, overview, expected) => {
    expect(states(overview).present).toEqual(expected);
  });

  it("reads each lane by itself: a stuck queue is a sighting, an idle lane has not recovered", () => {
    const stuck = lane("jobs", { health: "bad", clause: { text: "Jobs: low waits", health: "bad" } });
    expect(states(withLane(stuck))).toEqual({ present: ["jobs"], unknown: ["database", "b2", "push"] });
    expect(states(withLane(lane("push", { health: "unknown", word: "idle" }))).unknown).toContain("push");
  });

  it("knows that it is blind without VictoriaMetrics, and calls nothing over", () => {
    const blind = states({ ...calm, routes: unreachable, lanes: unreachable });
    expect(blind.present).toEqual(["blind-metrics"]);
    expect(blind.unknown).toEqual(["errors", "slow", "jobs", "database", "b2", "push"]);
  });

  it("tells of the one bad pod, and takes too few requests to compare for no recovery", () => {
    const bad = {
      id: "b",
      name: "api-2",
      kind: "errors",
      text: "38 % errors against 0.2 % on the two others",
    } as const;
    const withPods = (outliers: (typeof bad)[], compared: number): Overview => ({
      ...calm,
      pods: { state: "ready", value: { outliers, pods: 3, compared, windowMs: 300_000 }, sampledAtMs: 0 },
    });
    expect(readSightings(withPods([bad], 3)).pod).toMatchObject({
      state: "present",
      severity: "warn",
      title: "One bad pod: api-2, 38 % errors against 0.2 % on the two others",
      href: "/pods",
    });
    expect(states(withPods([], 1)).unknown).toEqual(["pod"]);
    expect(states({ ...calm, pods: unreachable }).unknown).toEqual(["pod"]);
  });

  it("does not take a witness that cannot be asked for one that is silent", () => {
    const overview = withWitness(witness("spans", { health: "unknown", word: "cannot ask" }));
    expect(states(overview)).toEqual({ present: ["blind-traces"], unknown: ["traces-path"] });
  });

  it("writes titles that say what is wrong where", () => {
    const sighting = readSightings(withClause("Failing: GET /a/ 50 % errors", "#routes")).errors;
    expect(sighting).toMatchObject({ title: "Errors up: GET /a/ 50 % errors", href: "/#routes" });
  });
});
