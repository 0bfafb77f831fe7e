import { describe, expect, it } from "vitest";
import { buildVerdict } from "../verdict";
import { buildWitnesses } from "../witnesses";
import { diagnose } from "./diagnose";
import type { Facts } from "./facts/types";
import { facts } from "./testing/facts";
import { allFaults, apiFaults, notices, pairs, pathFaults } from "./testing/faults";
import { findingKey } from "./types";
import { describeFinding } from "./words/index";

const verdictOf = (known: Facts) => {
  const diagnosis = diagnose(known);
  return buildVerdict({ facts: known, diagnosis, witnesses: buildWitnesses(known, diagnosis) });
};

describe("diagnose", () => {
  it("has nothing to say of a calm day", () => {
    const { findings, folded, paths } = diagnose(facts());
    expect([findings, folded]).toEqual([[], []]);
    expect(verdictOf(facts())).toMatchObject({ word: "UP", health: "ok" });
    expect(paths.flatMap(({ hops }) => hops.map(({ health }) => health))).toEqual(
      paths.flatMap(({ hops }) => hops.map(() => "ok")),
    );
  });

  it("knows at least forty faults, and each of them once", () => {
    expect([...pathFaults, ...apiFaults, ...pairs].length).toBeGreaterThanOrEqual(40);
    expect(new Set(allFaults.map(({ name }) => name)).size).toBe(allFaults.length);
  });

  it.each(allFaults)("names it, and says nothing else: $name", ({ facts: known, codes, verdict }) => {
    const { findings } = diagnose(known);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    const said = verdictOf(known);
    expect(said.code).toBe(verdict);
    // Never green when it is not, and green when it is.
    expect(said.health === "ok").toBe(verdict === "up");
    const told = said.clauses.filter(({ kind }) => kind === "finding").map(({ finding }) => finding);
    expect(told).toEqual(findings.filter(({ severity }) => severity !== "info").map(findingKey));
  });

  it.each([...pathFaults, ...apiFaults, ...pairs])(
    "stands on a hop of its path, or is of requests: $name",
    ({ facts: known }) => {
      const { findings, paths } = diagnose(known);
      const keys = new Set(findings.map(findingKey));
      for (const hop of paths.flatMap(({ hops }) => hops)) {
        expect(hop.finding === null || keys.has(hop.finding)).toBe(true);
        if (hop.finding !== null) expect(hop.health).not.toBe("ok");
      }
    },
  );

  it.each(allFaults.filter(({ codes }) => codes.length > 0))(
    "says it in words without a hole: $name",
    ({ facts: known }) => {
      for (const finding of diagnose(known).findings) {
        const { headline, holds, toDo, runbook } = describeFinding(finding);
        expect(runbook).toBe(finding.code);
        for (const text of [headline, holds, toDo]) {
          expect(text).not.toMatch(/NaN|undefined|null|\s{2}|!/);
          expect(text.trim().length).toBeGreaterThan(3);
        }
        expect(headline).not.toMatch(/[.]$/);
      }
    },
  );
});

const word = (known: Facts) => verdictOf(known).text;
const named = (name: string) => {
  const found = allFaults.find((fault) => fault.name === name);
  if (!found) throw new Error(`no fault ${name}`);
  return found.facts;
};

describe("the sentences", () => {
  it.each([
    ["the gate is down", "The gate is down: metrics and traces end there."],
    ["the traces token is revoked", "Traces refused at the gate: token api-exporter is revoked, by ops@example.org."],
    ["the metrics token is expired", "Metrics refused at the gate: token k3s-vmagent has expired."],
    ["the metrics storage is read-only", "Metrics storage is read-only: its disk is full."],
    ["vmagent's clock is 5 min behind", "The clock of vmagent is 5.0 min behind."],
    ["the API is down", "API down."],
    ["only the console's own probes arrive", "API up. Idle: no traffic but health checks."],
    ["Redis is gone", "Jobs unknown: asynq says nothing, so Redis may be down."],
    ["the database is slow and slows the routes", "Database: p95 481 ms over 5 min (usually 9 ms), slows 2 routes."],
  ])("%s: %s", (name, sentence) => expect(word(named(name))).toContain(sentence));

  it.each([
    "the API is down",
    "the API is gone, and nobody probes it",
    "vmagent is gone",
    "the gate is down for long: figures have ended",
  ])("tells no rate of the past in the present tense: %s", (name) =>
    expect(word(named(name))).not.toMatch(/requests\/s|errors over/),
  );

  it("says what of a finding is over, and of which window each figure is", () => {
    const calm = { requests: 300, errors: 1, slow: 0 };
    const known = facts();
    if (known.requests.state !== "ready") throw new Error("no requests");
    const routes = known.requests.value.routes.map((route, index) =>
      index === 0 ? { ...route, requests: 1500, errors: 200, short: calm } : route,
    );
    const recovering = facts({
      requests: { ...known.requests, value: { ...known.requests.value, routes, errors: 200 } },
    });
    expect(diagnose(recovering).findings).toMatchObject([{ code: "route-failing", phase: "recovering" }]);
    expect(word(recovering)).toContain("13 % errors over 5 min, recovering: last 60 s 0.33 %");
    expect(verdictOf(recovering).health).toBe("warn");
  });

  it("no notice makes a state", () => {
    for (const { facts: known } of notices) expect(verdictOf(known).word).toBe("UP");
  });
});
