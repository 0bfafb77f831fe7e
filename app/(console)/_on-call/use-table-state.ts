"use client";
import { createParser, parseAsString, useQueryStates } from "nuqs";
import { defaultSort, parseSort, type Sort, sortText } from "./route-table-view";

const sameSort = (a: Sort, b: Sort) => a.key === b.key && a.descending === b.descending;

const parsers = {
  filter: parseAsString.withDefault(""),
  sort: createParser<Sort>({
    parse: parseSort,
    serialize: (sort) => sortText(sort) ?? "",
    eq: sameSort,
  }).withDefault(defaultSort),
};

/** Sort order and filter of the routes, kept in the URL without a round trip to the server. */
export function useTableState() {
  const [{ filter, sort }, set] = useQueryStates(parsers, { history: "replace", shallow: true, scroll: false });
  return {
    sort,
    filter,
    setSort: (next: Sort) => void set({ sort: next }),
    setFilter: (next: string) => void set({ filter: next || null }),
  };
}
