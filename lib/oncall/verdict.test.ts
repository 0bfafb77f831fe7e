import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnosis/diagnose";
import type { Facts } from "./diagnosis/facts/types";
import { facts, failing, lanesOf, quiet, slow, tasks, windowOf } from "./diagnosis/testing/facts";
import { databaseSlow } from "./diagnosis/testing/fault-parts";
import { allFaults } from "./diagnosis/testing/faults";
import { buildVerdict } from "./verdict";
import { buildWitnesses } from "./witnesses";

const verdictOf = (known: Facts) => {
  const diagnosis = diagnose(known);
  return buildVerdict({ facts: known, diagnosis, witnesses: buildWitnesses(known, diagnosis) });
};

describe("buildVerdict", () => {
  it("says what is up, how busy and how faulty, and over what", () => {
    expect(verdictOf(facts()).text).toBe("API up. 5.0 requests/s. 0 % errors over 5 min.");
  });

  it("says of a young API over how much of the window each figure was taken", () => {
    const young = { coveredSeconds: 100 };
    const requests = windowOf([failing(tasks, 0.5), ...quiet], young);
    expect(verdictOf(facts({ requests })).text).toMatch(/GET \/api\/tasks\/: 50 % errors over 100 s\./);
    const slowed = windowOf([slow(tasks, 4200), ...quiet], young);
    expect(verdictOf(facts({ requests: slowed, lanes: lanesOf(databaseSlow) })).text).toContain(
      "p95 481 ms over 100 s",
    );
  });

  it("names the two worst of many failing routes and counts the rest", () => {
    const routes = [0.3, 0.9, 0.6, 0.4].map((ratio, index) => failing(`GET /r${index}/`, ratio));
    const { clauses, text } = verdictOf(facts({ requests: windowOf([...routes, ...quiet]) }));
    expect(text).toContain("GET /r1/: 90 % errors over 5 min. GET /r2/: 60 % errors over 5 min. And 2 more.");
    expect(clauses.map(({ kind }) => kind)).toEqual(["liveness", "rate", "finding", "finding", "more"]);
  });

  it("links each clause to its evidence, and names its subject by a code", () => {
    const clause = verdictOf(facts({ requests: windowOf([failing(tasks, 0.5), ...quiet]) })).clauses.at(-1);
    expect(clause).toMatchObject({
      kind: "finding",
      finding: `route-failing:${tasks}`,
      subject: { kind: "route", id: tasks },
    });
    expect(clause?.href).toContain("/routes?route=");
  });

  it("uses a route's own limit instead of the general one", () => {
    const known = facts({ requests: windowOf([failing(tasks, 0.3), ...quiet]) });
    const thresholds = {
      ...known.thresholds,
      routes: { [tasks]: { errorRatioWarn: 0.5, errorRatioBad: 0.6 } },
      errorRatioWarn: 0.3,
      errorRatioBad: 0.5,
    };
    expect(verdictOf({ ...known, thresholds }).word).toBe("UP");
  });

  it("carries since when the gravest has been so, and nothing where that is not known", () => {
    const revoked = allFaults.find(({ name }) => name === "the traces token is revoked");
    expect(verdictOf(revoked?.facts ?? facts()).sinceMs).toBe((revoked?.facts.nowMs ?? 0) - 30_000);
    expect(verdictOf(facts({ requests: windowOf([failing(tasks, 0.5), ...quiet]) })).sinceMs).toBeNull();
  });

  it("is green only when every fact that it stands on is known and good", () => {
    const parts = ["probe", "scrapes", "metricsStore", "gate", "requests"] as const;
    const broken = allFaults.filter(({ verdict }) => verdict !== "up").map((fault) => fault.facts);
    let green = 0;
    fc.assert(
      fc.property(fc.constantFrom(...broken), fc.subarray([...parts]), (fault, taken) => {
        const mixed = { ...facts(), ...Object.fromEntries(taken.map((part) => [part, fault[part]])) } as Facts;
        const verdict = verdictOf(mixed);
        if (verdict.health !== "ok") return;
        green += 1;
        expect(verdict.code).toBe("up");
        expect(mixed.probe?.state === "error").toBe(false);
        expect([mixed.scrapes.state, mixed.metricsStore.state]).toEqual(["ready", "ready"]);
        expect(mixed.gate.state === "error").toBe(false);
      }),
    );
    expect(green).toBeGreaterThan(0);
  });
});
