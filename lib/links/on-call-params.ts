import { defaultRange, isRangeKey, type RangeKey } from "@/lib/ranges/ranges";

type Raw = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Range and route of the page's URL. What is not understood counts as absent: a mistyped link still opens the page. */
export function readOnCallParams(raw: Raw): { range: RangeKey; route: string | null } {
  const range = first(raw.range) ?? "";
  const route = first(raw.route)?.slice(0, 300);
  return { range: isRangeKey(range) ? range : defaultRange, route: route?.includes(" ") ? route : null };
}
