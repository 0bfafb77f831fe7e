import "server-only";
import type { Measured } from "@/lib/measured";
import type { Thresholds } from "@/lib/plan/thresholds";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { allKnown, type Targets } from "@/lib/victoriametrics/promql/growth";
import { podBuckets, podFacts } from "@/lib/victoriametrics/promql/pods";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { judgePods } from "./judge-pods";
import { readPodFacts } from "./read-facts";
import type { PodsNow } from "./types";

type Options = { fresh?: boolean; targets?: Targets };

/**
 * Which pods stand out over the verdict window, by one query, and a second one for durations where there are several.
 * Empty when no scrape of any pod arrived in it.
 */
export function loadOutliers(
  { metricsStaleSeconds }: Pick<Thresholds, "metricsStaleSeconds">,
  { fresh, targets = allKnown }: Options = {},
): Promise<Measured<PodsNow>> {
  const windowSeconds = env().OBS_VERDICT_WINDOW_SECONDS;
  return measure(async () => {
    const samples = await queryInstant(podFacts(windowSeconds, targets), { fresh });
    const isSeveral = samples.filter(({ labels }) => labels.fact === "at").length > 1;
    const buckets = isSeveral ? await queryInstant(podBuckets(windowSeconds, targets), { fresh }) : [];
    const facts = readPodFacts([...samples, ...buckets]);
    if (facts.length === 0) return null;
    const nowMs = Date.now();
    const value = judgePods(facts, { nowMs, staleMs: metricsStaleSeconds * 1000, windowMs: windowSeconds * 1000 });
    return { value, sampledAtMs: Math.max(...facts.map(({ scrapedAtMs }) => scrapedAtMs)) };
  });
}
