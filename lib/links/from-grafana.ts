import { rangeReachingTo } from "@/lib/ranges/range-of-window";
import type { RangeKey } from "@/lib/ranges/ranges";

type Raw = Record<string, string | string[] | undefined>;

/** The one value that was chosen; null for none, for several and for "All". */
function chosen(value: string | string[] | undefined): string | null {
  const values = value === undefined ? [] : [value].flat();
  const [only] = values;
  return values.length !== 1 || !only || only === "$__all" || only === "All" ? null : only.slice(0, 300);
}

/**
 * The range that covers a dashboard's window, and the route ("POST /api/documents/") when one route and one method were
 * chosen there, since the console has a page for that.
 */
export function readGrafanaParams(raw: Raw, nowMs: number): { range: RangeKey; route: string | null } {
  const [route, method] = [chosen(raw["var-route"]), chosen(raw["var-method"])];
  return {
    range: rangeReachingTo(chosen(raw.from) ?? "", nowMs),
    route: route && method ? `${method} ${route}` : null,
  };
}
