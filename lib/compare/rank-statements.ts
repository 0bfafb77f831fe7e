import { momentsOf, welchZ } from "./moments";
import type { RequestSample, StatementChange, StatementRanking, StatementSide } from "./trace-types";

/** Requests in which a statement must have run, in one window at least. */
const minRequests = 5;
/** Standard errors: stricter than for routes, since dozens of statements are looked at. */
const certainAtZ = 3.5;
const rankedMax = 15;

/**
 * Statements by their part of the change of the mean duration. Self times add up to the durations, so the parts of all
 * statements and what is left outside of them are the change of the whole. Both windows must have requests.
 */
export function rankStatements(before: readonly RequestSample[], after: readonly RequestSample[]): StatementRanking {
  const names = new Set([...before, ...after].flatMap(({ statements }) => [...statements.keys()]));
  const rows = [...names].map((statement) => {
    const [earlier, later] = [sideOf(statement, before), sideOf(statement, after)];
    const change: StatementChange = {
      statement,
      before: earlier.side,
      after: later.side,
      contributionMs: later.side.perRequestMs - earlier.side.perRequestMs,
      traceId: longestIn(statement, [...after, ...before]),
    };
    const isSeen = Math.max(earlier.side.requests, later.side.requests) >= minRequests;
    return { change, certain: isSeen && Math.abs(welchZ(earlier.moments, later.moments)) >= certainAtZ };
  });
  const ranked = rows
    .filter(({ certain }) => certain)
    .map(({ change }) => change)
    .toSorted((a, b) => Math.abs(b.contributionMs) - Math.abs(a.contributionMs) || (a.statement < b.statement ? -1 : 1))
    .slice(0, rankedMax);
  const sumOf = (changes: readonly StatementChange[]) =>
    changes.reduce((sum, { contributionMs }) => sum + contributionMs, 0);
  const inStatements = sumOf(rows.map(({ change }) => change));
  const whole = meanDuration(after) - meanDuration(before);
  return {
    ranked,
    rest: { names: rows.length - ranked.length, contributionMs: inStatements - sumOf(ranked) },
    elsewhereMs: whole - inStatements,
  };
}

const meanDuration = (requests: readonly RequestSample[]) =>
  momentsOf(requests.map(({ durationMs }) => durationMs)).mean;

function sideOf(statement: string, requests: readonly RequestSample[]) {
  const uses = requests.flatMap(({ statements }) => statements.get(statement) ?? []);
  const moments = momentsOf(
    uses.map(({ selfMs }) => selfMs),
    requests.length - uses.length,
  );
  const sum = (read: (use: (typeof uses)[number]) => number) => uses.reduce((total, use) => total + read(use), 0);
  const side: StatementSide = {
    perRequestMs: moments.mean,
    calls: sum(({ calls }) => calls),
    requests: uses.length,
    failed: sum(({ failed }) => failed),
  };
  return { moments, side };
}

function longestIn(statement: string, requests: readonly RequestSample[]): string {
  let longest = { traceId: "", selfMs: -1 };
  for (const { traceId, statements } of requests) {
    const selfMs = statements.get(statement)?.selfMs;
    if (selfMs !== undefined && selfMs > longest.selfMs) longest = { traceId, selfMs };
  }
  return longest.traceId;
}
