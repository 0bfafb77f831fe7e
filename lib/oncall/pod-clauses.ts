import { podsHref } from "@/lib/links/routes";
import { outliersByPod } from "@/lib/pods/judge-pods";
import type { PodsNow } from "@/lib/pods/types";
import type { VerdictClause } from "./types";

const namedAtMost = 2;

/** What the verdict says of the pods: "One bad pod: ..."; nothing when none stands out. A warning, since the others serve. */
export function podClauses({ outliers }: PodsNow): VerdictClause[] {
  const bad = outliersByPod(outliers);
  if (bad.length === 0) return [];
  const title = bad.length === 1 ? "One bad pod" : `${bad.length} bad pods`;
  const named = bad.slice(0, namedAtMost).map(({ name, texts }) => `${name}, ${texts.join(", ")}`);
  const more = bad.length - named.length;
  const text = `${title}: ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
  return [{ text, health: "warn", href: podsHref() }];
}
