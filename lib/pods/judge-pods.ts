import { comparedOf, judgeOutliers } from "./judge-outlier";
import type { Outlier, PodFacts, PodsNow } from "./types";

/** Whether the newest scrape of a pod is recent enough to say something about now. */
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
