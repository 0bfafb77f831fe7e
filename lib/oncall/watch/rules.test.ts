import { expect, it } from "vitest";
import { findingCodes } from "@/lib/oncall/diagnosis/codes";
import { alertKey, codeOfKey, ruleOf } from "./rules";

it("a finding's alert is keyed by it, and its code is read from its key", () => {
  expect(alertKey("route-slow:GET /a")).toBe("verdict:route-slow:GET /a");
  expect(codeOfKey("route-slow:GET /a")).toBe("route-slow");
  expect(codeOfKey("api-down")).toBe("api-down");
  expect(codeOfKey("renamed-since")).toBeNull();
  expect(codeOfKey("")).toBeNull();
});

it.each([
  ["api-down", 30],
  ["api-unreachable", 30],
  ["api-gone", 30],
  ["gate-down", 30],
  ["gate-fails", 30],
  ["gate-open", 30],
  ["metrics-refused", 30],
  ["traces-refused", 30],
  ["metrics-store-read-only", 30],
  ["metrics-store-refuses", 30],
  ["traces-store-refuses", 30],
  ["vmagent-gone", 30],
  ["metrics-store-unreachable", 120],
  ["metrics-store-too-busy", 300],
  ["traces-store-unreachable", 300],
  ["exporter-silent", 120],
  ["traces-path-silent", 120],
  ["vmagent-catches-up", 600],
  ["gate-log-silent", 300],
  ["pod-outlier", 120],
  ["database-slow", 90],
  ["b2-slow", 90],
  ["push-slow", 90],
  ["route-slow", 90],
  ["requests-slow", 90],
  ["route-failing", 60],
  ["waiting-for-scrape", null],
  ["other-job", null],
  ["api-unknown", null],
] as const)("%s is told after %s s", (code, seconds) => {
  expect(ruleOf(code)).toEqual({ raiseAfterMs: seconds === null ? null : seconds * 1000, clearAfterMs: 60_000 });
});

it("every finding has a rule", () => {
  for (const code of findingCodes) expect(ruleOf(code).clearAfterMs).toBe(60_000);
});
