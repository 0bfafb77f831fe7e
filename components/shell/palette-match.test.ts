import { expect, it } from "vitest";
import { actions, places } from "./palette-entries";
import { matchScore } from "./palette-match";

/** What stands first for what is typed. */
function firstFor(typed: string): string | undefined {
  const scored = [...places, ...actions].map(({ title, names }) => ({ title, score: matchScore(title, typed, names) }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.title : undefined;
}

it.each([
  ["create token", "Create a token"],
  ["new token", "Create a token"],
  ["db slow", "Database"],
  ["database", "Database"],
  ["notif", "Notifications"],
  ["alerts", "Alerts"],
  ["n+1", "N+1 board"],
  ["compare", "Compare two windows"],
  ["since deploy", "Compare: since the last deploy"],
  ["oom", "Budget"],
  ["memory", "Budget"],
  ["password", "Your account"],
  ["clickhouse", "Triggers"],
  ["push", "Push"],
  ["queue", "Jobs"],
])("%s finds %s", (typed, title) => expect(firstFor(typed)).toBe(title));

it("needs every word, in any order, and finds parts of paths", () => {
  expect(matchScore("POST /api/documents/", "docu post")).toBeGreaterThan(0);
  expect(matchScore("POST /api/documents/", "cuments")).toBeGreaterThan(0);
  expect(matchScore("POST /api/documents/", "docu tasks")).toBe(0);
  expect(matchScore("Runbook: The database is slow", "runbook db")).toBeGreaterThan(0);
  expect(matchScore("Acknowledge: Errors up", "ack errors")).toBeGreaterThan(0);
  expect(matchScore("Tokens", "")).toBe(1);
});
