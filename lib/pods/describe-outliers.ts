import { outliersByPod } from "./judge-pods";
import type { PodsNow } from "./types";

const namedAtMost = 2;

/** "One bad pod: api-2, 38 % errors against 0.2 % on the two others"; null when none stands out. */
export function describeOutliers({ outliers }: PodsNow): string | null {
  const bad = outliersByPod(outliers);
  if (bad.length === 0) return null;
  const title = bad.length === 1 ? "One bad pod" : `${bad.length} bad pods`;
  const named = bad.slice(0, namedAtMost).map(({ name, texts }) => `${name}, ${texts.join(", ")}`);
  const more = bad.length - named.length;
  return `${title}: ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}
