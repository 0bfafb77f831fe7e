import { expect, it } from "vitest";
import { sampleCapsule } from "./testing/sample-content";
import { titleOf } from "./title";

const known = <T>(value: T) => ({ state: "known", source: "x", atMs: 0, value }) as const;
const verdict = (health: "ok" | "warn" | "bad" | "unknown", clauses: ["ok" | "warn" | "bad" | "unknown", string][]) =>
  known({
    health,
    word: "WORD",
    text: "",
    clauses: clauses.map(([state, text]) => ({ health: state, text })),
    unknowns: [],
    limits: [],
    witnesses: [],
  });
const figures = { requests: 9, ratePerSecond: 1, p50Ms: 1, p99Ms: null, impactShare: null, earlierP95Ms: null };
const row = (name: string, health: "ok" | "warn" | "bad", errors: number, p95Ms: number | null = null) => ({
  ...figures,
  name,
  health,
  errors,
  errorRatio: errors / 9,
  p95Ms,
  reasons: [],
});
const routes = (...rows: ReturnType<typeof row>[]) => known({ rows, leftOut: 0, comparison: "" });

it("names the route that is as bad as the verdict, a failing one first, whatever the sentences say", () => {
  const words = verdict("bad", [["bad", "anything"]]);
  const slow = row("GET /slow", "bad", 0, 2000);
  const failing = row("GET /failing", "bad", 9, 300);
  expect(titleOf(sampleCapsule({ verdict: words, routes: routes(slow, failing) }))).toBe(
    "WORD: GET /failing 100 % errors, p95 300 ms",
  );
  expect(titleOf(sampleCapsule({ verdict: words, routes: routes(row("GET /a", "warn", 1), slow) }))).toBe(
    "WORD: GET /slow p95 2.0 s",
  );
});

it("else tells the gravest clause, and nothing more when all is well", () => {
  const fine = routes(row("GET /a", "ok", 0));
  const lane = verdict("warn", [
    ["ok", "API up"],
    ["unknown", "Push unknown"],
    ["warn", "B2: slow"],
  ]);
  expect(titleOf(sampleCapsule({ verdict: lane, routes: fine }))).toBe("WORD: B2: slow");
  expect(titleOf(sampleCapsule({ verdict: verdict("ok", [["ok", "API up"]]), routes: fine }))).toBe("WORD");
  expect(titleOf(sampleCapsule())).toBe("Verdict unknown");
  expect(titleOf(sampleCapsule({ verdict: verdict("bad", [["bad", "x".repeat(500)]]) }))).toHaveLength(120);
});
