import { formatPercent } from "@/lib/format/quantity";

type Counted = { name: string; requests: number; errors: number };

/** "3.1 % of its 257 requests failed": a route's share of failures as the metrics count it; null where they do not. */
export function failureShare(routes: readonly Counted[] | null, route: string): string | null {
  const found = routes?.find(({ name }) => name === route);
  if (!found || found.requests < 1) return null;
  const requests = Math.round(found.requests).toLocaleString("en-US");
  return `${formatPercent(found.errors / found.requests)} of the route's ${requests} requests failed`;
}
