import { type PageWindow, readPageWindow } from "@/lib/ranges/page-window";
import { defaultRange, isRangeKey, type RangeKey } from "@/lib/ranges/ranges";

type Raw = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

type OnCallParams = { range: RangeKey; route: string | null; window: PageWindow | null };

/**
 * Range, route and selected window of the page's URL. What is not understood counts as absent: a mistyped link still
 * opens the page, and the page says what its range takes.
 */
export function readOnCallParams(raw: Raw): OnCallParams {
  const range = first(raw.range) ?? "";
  const route = first(raw.route)?.slice(0, 300);
  return {
    range: isRangeKey(range) ? range : defaultRange,
    route: route?.includes(" ") ? route : null,
    window: readPageWindow(first(raw.from), first(raw.to)),
  };
}
