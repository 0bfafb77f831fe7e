import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingCodes } from "./codes";
import { finding } from "./findings/bits";
import { foldConsequences } from "./fold";
import { type Finding, findingKey } from "./types";

const of = (code: Finding["code"], changes: Partial<Finding> = {}): Finding =>
  finding({ code, place: "api", severity: "bad", ...changes });
const explaining = (...codes: Finding["code"][]) => ({ explains: codes.map((code) => ({ code })) });
const read = (...found: Finding[]) => {
  const { findings, folded } = foldConsequences(found);
  return {
    told: findings.map(findingKey),
    folded: folded.map((one) => `${findingKey(one.finding)} by ${one.because}`),
  };
};
const route = (id: string) => ({ kind: "route", id, name: id }) as const;

describe("the order in which causes are told", () => {
  it("is that of the codes: what blinds the console, paths, the API, its requests", () => {
    expect(read(of("route-slow"), of("api-down"), of("gate-down"), of("metrics-store-unreachable")).told).toEqual([
      ...["metrics-store-unreachable", "gate-down", "api-down", "route-slow"],
    ]);
  });

  it("has what is over and what is only worth knowing behind the rest", () => {
    const over = of("gate-down", { phase: "recovering" });
    const notice = of("metrics-refused", { severity: "info" });
    const order = ["route-slow", "metrics-refused", "gate-down"];
    expect(read(over, notice, of("route-slow")).told).toEqual(order);
    expect(read(of("route-slow"), notice, over).told).toEqual(order);
    expect(read(notice, of("route-slow"), of("gate-down")).told).toEqual([
      "gate-down",
      "route-slow",
      "metrics-refused",
    ]);
  });

  it("of one code has the gravest first, and else leaves them as they were found", () => {
    const all = (["info", "warn", "unknown", "bad"] as const).map((severity) =>
      of("route-slow", { severity, subject: route(severity) }),
    );
    const orderOf = (found: Finding[]) => read(...found).told;
    expect(orderOf(all)).toEqual(["bad", "unknown", "warn", "info"].map((id) => `route-slow:${id}`));
    expect(orderOf(["b", "a"].map((id) => of("route-slow", { subject: route(id) })))).toEqual([
      ...["route-slow:b", "route-slow:a"],
    ]);
  });
});

describe("what is only the consequence of a cause", () => {
  it("stands under it, and a consequence of a consequence under the first cause", () => {
    const gate = of("gate-down", explaining("vmagent-gone"));
    const vmagent = of("vmagent-gone", explaining("api-unknown"));
    expect(read(of("api-unknown"), vmagent, gate, of("route-slow"))).toEqual({
      told: ["gate-down", "route-slow"],
      folded: ["vmagent-gone by gate-down", "api-unknown by gate-down"],
    });
  });

  it("belongs to the first of several causes", () => {
    const causes = [of("vmagent-gone", explaining("api-unknown")), of("gate-down", explaining("api-unknown"))];
    expect(read(...causes, of("api-unknown")).folded).toEqual(["api-unknown by gate-down"]);
  });

  it("is of the subjects that the cause names alone, where it names any", () => {
    const b2 = of("b2-failing", { explains: [{ code: "route-failing", subjects: ["POST /a/"] }] });
    const routes = ["POST /a/", "POST /b/"].map((id) => of("route-failing", { subject: route(id) }));
    expect(read(b2, ...routes, of("route-failing"))).toEqual({
      told: ["b2-failing", "route-failing:POST /b/", "route-failing"],
      folded: ["route-failing:POST /a/ by b2-failing"],
    });
  });

  it("is none of what is only worth knowing", () => {
    const notice = of("metrics-refused", { severity: "info", ...explaining("vmagent-gone") });
    expect(read(notice, of("vmagent-gone")).folded).toEqual([]);
  });

  it("is none of what is over, unless it is over as well", () => {
    const over = of("database-slow", { phase: "recovering", ...explaining("route-slow") });
    expect(read(over, of("route-slow")).folded).toEqual([]);
    expect(read(over, of("route-slow", { phase: "recovering" })).folded).toEqual(["route-slow by database-slow"]);
    const now = of("database-slow", explaining("route-slow"));
    expect(read(now, of("route-slow", { phase: "recovering" })).folded).toEqual(["route-slow by database-slow"]);
  });

  it("is neither of two that explain each other", () => {
    const both = [of("gate-down", explaining("vmagent-gone")), of("vmagent-gone", explaining("gate-down"))];
    expect(read(...both)).toEqual({ told: ["gate-down", "vmagent-gone"], folded: [] });
  });
});

it("is told even where causes go in a circle: the first of them", () => {
  const circle = [of("gate-down", explaining("vmagent-gone")), of("vmagent-gone", explaining("api-unknown"))];
  expect(read(...circle, of("api-unknown", explaining("gate-down")))).toEqual({
    told: ["gate-down"],
    folded: ["vmagent-gone by gate-down", "api-unknown by gate-down"],
  });
});

const anyFinding = fc
  .record({
    code: fc.constantFrom(...findingCodes.slice(0, 8)),
    severity: fc.constantFrom("bad", "unknown", "warn", "info"),
    phase: fc.constantFrom("present", "recovering"),
    codes: fc.array(fc.constantFrom(...findingCodes.slice(0, 8)), { maxLength: 4 }),
  })
  .map(({ codes, ...given }) => finding({ ...given, place: "api", ...explaining(...codes) }));

it("loses nothing, and whatever explains what: some cause is told, and each consequence names one that is", () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 12 }), (found) => {
      const { findings, folded } = foldConsequences(found);
      expect(new Set([...findings, ...folded.map((one) => one.finding)])).toEqual(new Set(found));
      expect(findings.length + folded.length).toBe(found.length);
      const told = new Set(findings.map(findingKey));
      expect(told.size).toBeGreaterThan(0);
      for (const { because } of folded) expect(told).toContain(because);
    }),
  );
});
