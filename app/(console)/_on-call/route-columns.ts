import type { SortKey } from "./route-table-view";

export const columnTitles: Record<SortKey, string> = {
  state: "State",
  route: "Route",
  rate: "req/s",
  errors: "Errors",
  p50: "p50",
  p95: "p95",
  p99: "p99",
  impact: "Time spent",
  change: "p95 change",
};

/** What a column means, shown on hovering over its header. */
export const columnHints: Record<SortKey, string> = {
  state: "Against the limits of the route",
  route: "Route and method",
  rate: "Requests per second over the range",
  errors: "Share of 5xx answers",
  p50: "Half of the requests were faster",
  p95: "19 of 20 requests were faster",
  p99: "99 of 100 requests were faster",
  impact: "Rate times mean duration, and its share of all routes",
  change: "p95 against the comparison window",
};

/** Rows beyond this are drawn only while in view. */
export const virtualFrom = 80;
/** How many of them are drawn at first: a screenful, until the code for the rest has loaded. */
export const firstRows = 30;
