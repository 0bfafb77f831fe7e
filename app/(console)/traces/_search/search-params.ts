import { createLoader, createSerializer, parseAsString } from "nuqs/server";
import { criteriaNames, type RawCriteria } from "@/lib/traces/search/read-criteria";

const parsers = {
  ...(Object.fromEntries(criteriaNames.map((name) => [name, parseAsString])) as Record<
    (typeof criteriaNames)[number],
    typeof parseAsString
  >),
  /** What was pasted into "open". */
  open: parseAsString,
};

/** The search as it stands in the page's URL. */
export const loadSearchParams = createLoader(parsers);
const serialize = createSerializer(parsers);

/** The same search with some of it changed; what is empty is left out. */
export function searchHref(raw: RawCriteria, change: RawCriteria = {}): string {
  const merged = { ...raw, ...change };
  const filled = Object.entries(merged).map(([name, value]) => [name, value || null]);
  return serialize("/traces", Object.fromEntries(filled));
}
