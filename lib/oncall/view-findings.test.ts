import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnosis/diagnose";
import * as of from "./diagnosis/testing/facts";
import { databaseSlow } from "./diagnosis/testing/fault-parts";
import { viewFindings } from "./view-findings";

const routes = Array.from({ length: 1000 }, (_, index) => `GET /api/r${index}/`);
const count = (findings: readonly { code: string }[], code: string) =>
  findings.filter((finding) => finding.code === code).length;

describe("what travels to a browser", () => {
  it("is everything on a usual day", () => {
    const diagnosis = diagnose(of.facts({ requests: of.windowOf([of.failing(of.tasks, 0.5), ...of.quiet]) }));
    const { findings, findingsLeftOut } = viewFindings(diagnosis);
    expect(findings).toHaveLength(diagnosis.findings.length + diagnosis.folded.length);
    expect(findings.find(({ code }) => code === "route-failing")?.words.headline).toContain(of.tasks);
    expect(findingsLeftOut).toEqual({ causes: 0, notes: 0, consequences: {} });
  });

  it("is a part of a thousand failing routes, and the number of the others", () => {
    const diagnosis = diagnose(of.facts({ requests: of.windowOf(routes.map((name) => of.failing(name, 0.5))) }));
    const { findings, findingsLeftOut } = viewFindings(diagnosis);
    expect(diagnosis.findings.length).toBeGreaterThanOrEqual(1000);
    expect(findings.length).toBeLessThanOrEqual(100);
    const causes = findings.filter(({ because, severity }) => because === null && severity !== "info");
    expect(causes.length + findingsLeftOut.causes).toBe(diagnosis.findings.length);
  });

  it("has a thousand consequences counted with their cause, which comes before them", () => {
    const requests = of.windowOf(routes.map((name) => of.slow(name, 4200)));
    const { findings, findingsLeftOut } = viewFindings(
      diagnose(of.facts({ lanes: of.lanesOf(databaseSlow), requests })),
    );
    expect(findings[0]).toMatchObject({ code: "database-slow", because: null });
    const cause = findings[0]?.key ?? "";
    const consequences = findings.filter(({ because }) => because === cause);
    expect(consequences.length + (findingsLeftOut.consequences[cause] ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(count(findings, "route-slow")).toBeLessThanOrEqual(20);
  });
});
