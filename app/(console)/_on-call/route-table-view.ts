import { changeRatio } from "@/lib/format/change";
import type { Health } from "@/lib/measured";
import type { RouteRed } from "@/lib/red/types";

export const sortKeys = ["state", "route", "rate", "errors", "p50", "p95", "p99", "impact", "change"] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sort = { key: SortKey; descending: boolean };
export const defaultSort: Sort = { key: "impact", descending: true };

const severity: Record<Health, number> = { ok: 0, unknown: 1, warn: 2, bad: 3 };

const readers: Record<SortKey, (row: RouteRed) => number | string | null> = {
  state: (row) => severity[row.health],
  route: (row) => row.name.slice(row.name.indexOf(" ") + 1),
  rate: (row) => row.ratePerSecond,
  errors: (row) => row.errorRatio,
  p50: (row) => row.p50Ms,
  p95: (row) => row.p95Ms,
  p99: (row) => row.p99Ms,
  impact: (row) => row.impactSecondsPerSecond,
  change: p95Change,
};

/** Change of a route's p95 against the comparison window, as a ratio; null when either is missing. */
export function p95Change(row: RouteRed): number | null {
  return changeRatio(row.p95Ms, row.comparison?.p95Ms);
}

/** "p95" sorts descending, "p95.asc" ascending; anything else means the default. */
export function parseSort(text: string | null): Sort {
  const [key, direction] = (text ?? "").split(".");
  const known = sortKeys.find((candidate) => candidate === key);
  if (!known || (direction !== undefined && direction !== "asc")) return defaultSort;
  return { key: known, descending: direction !== "asc" };
}

/** A sort order as it stands in the URL; null for the default, which needs no parameter. */
export function sortText({ key, descending }: Sort): string | null {
  if (key === defaultSort.key && descending === defaultSort.descending) return null;
  return descending ? key : `${key}.asc`;
}

/** What clicking a column header does: sort by it, largest first (names from A), then reverse. */
export function nextSort(current: Sort, key: SortKey): Sort {
  if (current.key === key) return { key, descending: !current.descending };
  return { key, descending: key !== "route" };
}

/** Rows whose name holds every word of the filter, in any order and case. */
export function filterRoutes(rows: readonly RouteRed[], filter: string): RouteRed[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => words.every((word) => row.name.toLowerCase().includes(word)));
}

/** Sorted copy. Rows without a value come last in either direction; ties keep the order of their names. */
export function sortRoutes(rows: readonly RouteRed[], { key, descending }: Sort): RouteRed[] {
  const read = readers[key];
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [read(a), read(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compare(a.name, b.name);
    return sign * compare(x, y) || compare(a.name, b.name);
  });
}

function compare(x: number | string, y: number | string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}
