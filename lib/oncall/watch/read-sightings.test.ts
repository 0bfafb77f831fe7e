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
    for (const facts of [of.facts(), named("VictoriaMetrics is down")])
      expect(sightings(facts, ["errors"]).get("errors")).toEqual({ state: "absent" });
    expect(codeOfKey("errors")).toBeNull();
  });

  it("takes what the newest window does not show any more for over", () => {
    const well = { requests: 60, errors: 0, slow: 0 };
    const facts = of.facts({ requests: of.windowOf([of.failing(of.tasks, 0.5, { short: well }), ...of.quiet]) });
    expect(diagnose(facts).findings).toMatchObject([{ code: "route-failing", phase: "recovering" }]);
    expect(sightings(facts).get(`route-failing:${of.tasks}`)).toEqual({ state: "absent" });
  });

  it("is a warning unless it is bad, and leads to the findings where no figure has a page", () => {
    const b2 = sightings(named("B2 within its limit makes a route slow, by its share of the time"));
    expect(b2.get("b2-slow:b2")).toMatchObject({ severity: "warn" });
    // What the console cannot tell is no proof of harm.
    const blind = sightings(named("VictoriaMetrics is down")).get("metrics-store-unreachable");
    expect(blind).toMatchObject({ severity: "warn", href: "/#findings" });
    expect(sightings(named("the gate is down")).get("gate-down")).toMatchObject({ severity: "bad" });
  });

  it("names under a cause what follows from it, and nothing else", () => {
    const two = sightings(
      of.facts({
        lanes: named("the database is slow and slows the routes").lanes,
        requests: of.windowOf([of.slow(of.tasks, 4200), of.failing(of.documents, 0.5), ...of.quiet]),
      }),
    );
    const text = (key: string) => {
      const sighting = two.get(key);
      return sighting?.state === "present" ? sighting.text : "";
    };
    expect(text("database-slow:database")).toContain("GET /api/tasks/: p95");
    expect(text(`route-failing:${of.documents}`)).toMatch(/^POST \/api\/documents\/[^.]*\. /);
    expect(text(`route-failing:${of.documents}`)).not.toContain("p95");
  });

  it("writes what is wrong, what follows from it, what holds and what to do", () => {
    const sighting = sightings(named("the database is slow and slows the routes")).get("database-slow:database");
    expect(sighting).toMatchObject({
      severity: "bad",
      title: "Database: p95 481 ms over 5 min (usually 9 ms), slows 2 routes",
      href: "/dependencies/database",
    });
    if (sighting?.state !== "present") throw new Error("not seen");
    expect(sighting.text.startsWith(`${sighting.title}. GET /api/tasks/: p95 4.2 s over 5 min`)).toBe(true);
    expect(sighting.text).toContain(" It answers, but slowly. ");
    // The first figure that has a page, not the first of all.
    const refuses = sightings(named("VictoriaMetrics answers pushes with 500")).get("metrics-store-refuses");
    expect(refuses).toMatchObject({ href: "/#paths" });
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
