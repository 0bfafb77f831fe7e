import "server-only";
import type { RedInput } from "@/lib/red/red-table";
import type { Comparison } from "@/lib/red/types";
import { earlierP95 } from "@/lib/victoriametrics/promql/latency";
import { comparisonCoverage, requestCounts } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

const weekSeconds = 7 * 24 * 3600;
/** Answers about the past may be reused this long: figures of a week ago change slowly. */
const lastsMs = 60_000;

export type LoadedComparison = { comparison: Comparison; data: RedInput["comparison"] };

/**
 * The window to compare with: the same length a week earlier, "just before" when there is no such history, none
 * without either. Throws `UpstreamError`.
 */
export async function loadComparison(
  rangeSeconds: number,
  options: { fresh?: boolean; atMs?: number },
): Promise<LoadedComparison> {
  const candidates = [
    { kind: "week", seconds: weekSeconds, label: "a week ago" },
    { kind: "just-before", seconds: rangeSeconds, label: "just before" },
  ] as const;
  const earlier = { ...options, lastsMs };
  const covered = await queryInstant(comparisonCoverage(rangeSeconds, [...candidates]), earlier);
  const kinds = new Set(covered.filter(({ value }) => value > 0).map(({ labels }) => labels.kind));
  const chosen = candidates.find(({ kind }) => kinds.has(kind));
  if (!chosen) return { comparison: { kind: "none", label: "no earlier data" }, data: null };
  const [counts, p95] = await Promise.all([
    queryInstant(requestCounts(rangeSeconds, chosen.seconds), earlier),
    queryInstant(earlierP95(rangeSeconds, chosen.seconds), earlier),
  ]);
  return { comparison: { kind: chosen.kind, label: chosen.label }, data: { counts, p95 } };
}
