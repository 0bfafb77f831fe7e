import { expect, test } from "vitest";
import { judgeUse } from "./token-line";

const proven = { state: "proven" as const };
const scopes = ["metrics:write"];
const silent = { state: "unknown" as const, detail: "silent" };
const summary = (requests: number) => ({
  publicId: "a",
  requests,
  bytes: 1,
  failed: 0,
  lastUse: { atMs: 1, scope: "metrics:write" as const, address: "::1", agent: "x" },
  perHour: [],
});

test("never used is said only where the gate's log would have shown a use", () => {
  expect(judgeUse({ scopes, summary: undefined, refusals: 0, feed: proven }).state).toBe("never");
  expect(judgeUse({ scopes, summary: undefined, refusals: 0, feed: silent })).toMatchObject({
    state: "unknown",
    summary: null,
  });
});

test("what was seen stays, also when the log is silent now", () => {
  expect(judgeUse({ scopes, summary: summary(3), refusals: 1, feed: proven })).toMatchObject({
    state: "used",
    refusals: 1,
  });
  expect(judgeUse({ scopes, summary: summary(0), refusals: 0, feed: proven }).state).toBe("quiet");
  expect(judgeUse({ scopes, summary: summary(3), refusals: 0, feed: silent })).toMatchObject({
    summary: { requests: 3 },
  });
});

test("a token that reports deploys is seen by the console itself, without the gate's log", () => {
  const use = judgeUse({ scopes: ["deploys:write"], summary: undefined, refusals: 0, feed: silent });
  expect(use.state).toBe("never");
});
