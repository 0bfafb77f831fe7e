import { describe, expect, it } from "vitest";
import { findingCodes } from "@/lib/oncall/diagnosis/codes";
import { diagnose } from "@/lib/oncall/diagnosis/diagnose";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import * as of from "@/lib/oncall/diagnosis/testing/facts";
import { allFaults } from "@/lib/oncall/diagnosis/testing/faults";
import { readSightings } from "./read-sightings";
import { alertKey, codeOfKey, ruleOf } from "./rules";

const sightings = (facts: Facts, known: string[] = []) => readSightings({ diagnosis: diagnose(facts), facts }, known);
const named = (name: string) => allFaults.find((fault) => fault.name === name)?.facts ?? of.facts();
const present = (facts: Facts) =>
  [...sightings(facts)].filter(([, { state }]) => state === "present").map(([key]) => key);

describe("readSightings", () => {
  it.each(allFaults)("sees what the verdict names and nothing else: $name", ({ facts, codes, verdict }) => {
    const keys = present(facts);
    expect(new Set(keys.map(codeOfKey))).toEqual(new Set(verdict === "up" ? [] : codes));
  });

  it("closes one that ended, and none that cannot be judged now", () => {
    const keys = ["route-failing:GET /x/", "gate-down", "api-down", "traces-refused:exporterTk"];
    const states = (facts: Facts) => keys.map((key) => sightings(facts, keys).get(key)?.state);
    expect(states(of.facts())).toEqual(["absent", "absent", "absent", "absent"]);
    expect(states(named("VictoriaMetrics is down"))).toEqual(["unknown", "absent", "absent", "absent"]);
    expect(states(named("the gate is down"))).toEqual(["absent", "present", "absent", "unknown"]);
  });

  it("freezes a consequence while its cause is there, and ends it with the cause", () => {
    const facts = named("the database is slow and slows the routes");
    const [key] = diagnose(facts).folded.map(({ finding }) => `${finding.code}:${finding.subject?.id}`);
    if (!key) throw new Error("nothing is folded");
    expect(sightings(facts, [key]).get(key)).toEqual({ state: "unknown" });
    expect(sightings(of.facts(), [key]).get(key)).toEqual({ state: "absent" });
  });

  it("an idle dependency has not recovered", () => {
    const idle = of.facts({ lanes: of.lanesOf(of.lane("push", { health: "unknown", code: "idle", services: [] })) });
    expect(sightings(idle, ["push-failing:APNs"]).get("push-failing:APNs")).toEqual({ state: "unknown" });
  });

  it("forgets the keys of an earlier version", () => {
    expect(sightings(of.facts(), ["errors"]).get("errors")).toEqual({ state: "absent" });
    expect(codeOfKey("errors")).toBeNull();
  });

  it("writes what is wrong, what follows from it, what holds and what to do", () => {
    const sighting = sightings(named("the database is slow and slows the routes")).get("database-slow:database");
    expect(sighting).toMatchObject({
      severity: "bad",
      title: "Database: p95 481 ms over 5 min (usually 9 ms), slows 2 routes",
      href: "/dependencies/database",
    });
    if (sighting?.state !== "present") throw new Error("not seen");
    expect(sighting.text).toContain("GET /api/tasks/: p95 4.2 s over 5 min");
    expect(sighting.text).toContain("It answers, but slowly.");
  });
});

describe("rules", () => {
  it("has one for every code, and raises nothing within half a minute", () => {
    for (const code of findingCodes) {
      const { raiseAfterMs, clearAfterMs } = ruleOf(code);
      expect(raiseAfterMs === null || raiseAfterMs >= 30_000).toBe(true);
      expect(clearAfterMs).toBe(60_000);
    }
    expect(alertKey("api-down")).toBe("verdict:api-down");
  });
});
