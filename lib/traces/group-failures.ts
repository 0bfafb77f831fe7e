import { maskMessage } from "./mask-message";
import type { FailureGroup, TraceRow } from "./types";

/** How it failed: its status, or none. */
const kindOf = ({ httpStatus }: TraceRow) => (httpStatus === null ? "no status" : String(httpStatus));

/**
 * Failed requests by route, kind and message, the group with the newest first. The message is the whole one where all
 * of a group have the same, else what they have in common.
 */
export function groupFailures(rows: readonly TraceRow[]): FailureGroup[] {
  const groups = new Map<string, TraceRow[]>();
  for (const row of rows) {
    const message = row.errorText === null ? "" : maskMessage(row.errorText);
    const key = JSON.stringify([row.route, kindOf(row), message]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .flatMap(([key, members]) => {
      const newestFirst = members.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
      const newest = newestFirst[0];
      if (!newest) return [];
      const isOne = members.every(({ errorText }) => errorText === newest.errorText);
      return {
        key,
        route: newest.route,
        kind: kindOf(newest),
        message: isOne || newest.errorText === null ? newest.errorText : maskMessage(newest.errorText),
        count: members.length,
        readOfRoute: rows.filter(({ route }) => route === newest.route).length,
        firstAtMs: newestFirst.at(-1)?.startedAtMs ?? newest.startedAtMs,
        newest,
      };
    })
    .toSorted((a, b) => b.newest.startedAtMs - a.newest.startedAtMs);
}
