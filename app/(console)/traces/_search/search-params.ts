import type { Route } from "next";
import { createLoader, parseAsString } from "nuqs/server";
import { tracesHref } from "@/lib/links/routes";
import { criteriaNames, type RawCriteria } from "@/lib/traces/search/read-criteria";

const parsers = {
  ...(Object.fromEntries(criteriaNames.map((name) => [name, parseAsString])) as Record<
    (typeof criteriaNames)[number],
    typeof parseAsString
  >),
  /** What was pasted into "open". */
  open: parseAsString,
  /** Which of the lists without a search. */
  list: parseAsString,
};

/** The search as it stands in the page's URL. */
export const loadSearchParams = createLoader(parsers);

/** The same search with some of it changed; what is empty is left out. */
export function searchHref(raw: RawCriteria, change: RawCriteria = {}): Route {
  return tracesHref({ ...raw, ...change });
}
