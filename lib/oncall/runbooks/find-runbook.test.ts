import { describe, expect, it } from "vitest";
import { findingCodes } from "../diagnosis/codes";
import { findRunbook, runbookSlugs } from "./find-runbook";
import type { RunbookValues } from "./types";

const values: RunbookValues = {
  victoriaMetricsUrl: "http://victoriametrics.test:8428",
  jaegerUrl: "http://jaeger.test:16686",
  ingestUrl: "https://obs.test",
  healthUrl: "https://api.test/health",
  home: "/opt/stack-under-test",
  composeProject: "project-under-test",
  namespace: "namespace-under-test",
  gateLog: "/var/log/gate-under-test.log",
  denyDir: "/var/lib/deny-under-test",
};

describe("runbooks", () => {
  it("has one for every code that the console can name", () => {
    expect(findingCodes.filter((code) => !findRunbook(code))).toEqual([]);
    expect(findingCodes.length).toBeGreaterThan(40);
  });

  it("knows no other slug", () => {
    expect(findRunbook("made-up")).toBeUndefined();
    expect(findRunbook("constructor")).toBeUndefined();
  });

  it.each(runbookSlugs.map((slug) => [slug] as const))("%s says what it means and what to do", (slug) => {
    const runbook = findRunbook(slug)?.(values);
    expect(runbook?.title).toMatch(/^[A-Za-z/].{5,60}$/);
    expect(runbook?.means.length).toBeGreaterThan(30);
    expect(runbook?.steps.length).toBeGreaterThan(0);
    expect(runbook?.steps.length).toBeLessThanOrEqual(6);
    for (const { text } of runbook?.steps ?? []) expect(text).toMatch(/[.?:]$/);
  });

  it("fills commands with this stack's values, and leaves no placeholder of a template", () => {
    const commands = runbookSlugs.flatMap(
      (slug) => findRunbook(slug)?.(values).steps.flatMap(({ command }) => command ?? []) ?? [],
    );
    const text = commands.join("\n");
    for (const value of [
      "victoriametrics.test",
      "jaeger.test",
      "obs.test",
      "api.test",
      "stack-under-test",
      "namespace-under-test",
      "gate-under-test",
    ]) {
      expect(text).toContain(value);
    }
    expect(text).not.toMatch(/undefined|\$\{[a-z]/);
  });
});
