"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { parseSort, type Sort, sortText } from "./route-table-view";

/** Sort and filter of the routes, kept in the URL without a journey to the server. */
export function useTableState() {
  const search = useSearchParams();
  const pathname = usePathname();
  const set = useCallback(
    (name: string, value: string | null) => {
      const form = new URLSearchParams(window.location.search);
      if (value) form.set(name, value);
      else form.delete(name);
      const query = form.toString();
      window.history.replaceState(null, "", query ? `${pathname}?${query}` : pathname);
    },
    [pathname],
  );
  const sortParameter = search.get("sort");
  const sort = useMemo(() => parseSort(sortParameter), [sortParameter]);
  return {
    sort,
    filter: search.get("filter") ?? "",
    setSort: (sort: Sort) => set("sort", sortText(sort)),
    setFilter: (filter: string) => set("filter", filter || null),
  };
}
