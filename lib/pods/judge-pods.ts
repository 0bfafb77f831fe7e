import { podsHref } from "@/lib/links/routes";
import type { VerdictClause } from "@/lib/oncall/types";
import { comparedOf, judgeOutliers } from "./judge-outlier";
import type { Outlier, PodFacts, PodsNow } from "./types";

const namedAtMost = 2;

/** Whether the newest scrape of a pod is recent enough to speak of now. */
export const isCurrent = ({ scrapedAtMs }: PodFacts, nowMs: number, staleMs: number) => nowMs - scrapedAtMs <= staleMs;

/** The pods over the verdict window: only those that answer now are compared, since the gone say nothing about now. */
export function judgePods(
  facts: readonly PodFacts[],
  { nowMs, staleMs, windowMs }: { nowMs: number; staleMs: number; windowMs: number },
): PodsNow {
  const current = facts.filter((pod) => isCurrent(pod, nowMs, staleMs));
  const answering = current.filter(({ up }) => up);
  return {
    outliers: judgeOutliers(answering),
    pods: current.length,
    compared: comparedOf(answering),
    windowMs,
  };
}

/** The texts of each pod that stands out, worst pod first. */
export function outliersByPod(outliers: readonly Outlier[]): { id: string; name: string; texts: string[] }[] {
  const pods = new Map<string, { id: string; name: string; texts: string[] }>();
  for (const { id, name, text } of outliers) {
    const known = pods.get(id) ?? { id, name, texts: [] };
    known.texts.push(text);
    pods.set(id, known);
  }
  return [...pods.values()];
}

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
