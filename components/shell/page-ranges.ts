import { budgetRanges, defaultBudgetRange } from "@/lib/ranges/budget-ranges";
import { historyRangeKeys, toHistoryRange } from "@/lib/ranges/history-ranges";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";

type PageRanges = { taken: readonly string[]; fallback: string };

/** The ranges that a page's URL takes and the one it shows else; null for a page without ranges. */
export function rangesOfPage(pathname: string): PageRanges | null {
  if (pathname === "/budget") return { taken: budgetRanges, fallback: defaultBudgetRange };
  if (pathname === "/triggers") return { taken: historyRangeKeys, fallback: toHistoryRange(undefined) };
  if (/^\/tokens\/./.test(pathname)) return { taken: rangeKeys, fallback: "24h" };
  const plain = /^\/(|pods|routes|dependencies\/.+|traces\/n-plus-one)$/;
  return plain.test(pathname) ? { taken: rangeKeys, fallback: defaultRange } : null;
}
